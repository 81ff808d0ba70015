import { type ComponentProps, Fragment, type ReactNode } from 'react';

/** Where a long name may break: behind a dot, a slash, a colon, an equals sign or a closing bracket. */
const joints = /(?<=[./:=\]])(?=[^./:=\]\s])/;

/** Code in running text; long paths and keys break at their joints, so that no phone has to scroll for them. */
export default function CodeInline({ children, ...props }: ComponentProps<'code'>): ReactNode {
  const parts = typeof children === 'string' ? children.split(joints) : [];
  if (parts.length < 2) return <code {...props}>{children}</code>;
  return (
    <code {...props}>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never change places
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
