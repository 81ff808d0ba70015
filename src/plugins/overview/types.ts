/** The course as the progress page shows it: its parts, and in each its lessons. */
export interface Overview {
  parts: OverviewPart[];
}

export interface OverviewPart {
  title: string;
  lessons: OverviewLesson[];
}

export interface OverviewLesson {
  /** Id of its page, which is its path too. */
  id: string;
  title: string;
  /** Minutes to read it. */
  reading: number;
  /** Ids of the questions of its quiz. */
  questions: string[];
  labs: { slug: string; title: string; minutes: number }[];
}

/** What every page knows of the lessons, to tick those that are finished: question ids and lab slugs by lesson. */
export interface LessonParts {
  lessons: Record<string, { questions: string[]; labs: string[] }>;
}
