import { Box, Flex, Text } from '@backstage/ui';
import { ReactNode, useEffect, useId, useRef } from 'react';
import styles from './StepPanel.module.css';

interface Props {
  title: string;
  description: string;
  /** Below the content: what is missing, and the ways to go. */
  footer?: ReactNode;
  /** Whether somebody came here from another step, so that the focus has to follow. */
  takesFocus: boolean;
  children: ReactNode;
}

/** One step of the wizard. Its heading takes the focus when the step changes, so that nobody is left behind. */
export function StepPanel(props: Props) {
  const { title, description, footer, takesFocus, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (takesFocus) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [takesFocus, title]);

  return (
    <Box
      as="section"
      bg="neutral"
      className={styles.panel}
      aria-labelledby={titleId}
    >
      <Flex direction="column" gap="1" className={styles.head}>
        <Text
          as="h3"
          variant="title-x-small"
          id={titleId}
          ref={heading}
          tabIndex={-1}
          className={styles.title}
        >
          {title}
        </Text>
        <Text as="p" color="secondary">
          {description}
        </Text>
      </Flex>
      <div className={styles.content}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </Box>
  );
}
