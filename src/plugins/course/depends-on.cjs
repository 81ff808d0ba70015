/**
 * Loader before MDX: pages depend on the labs and quizzes that they show, so that a cache never serves a page of
 * yesterday's labs. Plain JavaScript, since the bundler loads it itself.
 */
module.exports = function dependsOn(source) {
  for (const folder of this.getOptions().folders) this.addContextDependency(folder);
  return source;
};
