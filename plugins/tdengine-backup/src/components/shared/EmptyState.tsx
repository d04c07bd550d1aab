import { Flex, Text } from '@backstage/ui';
import { RiInbox2Line } from '@remixicon/react';
import { ReactElement, ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface Props {
  title: string;
  /** What to do next. */
  description?: ReactNode;
  action?: ReactNode;
  icon?: ReactElement;
}

/** Why there is nothing to see, and what to do about it. */
export function EmptyState(props: Props) {
  const { title, description, action, icon = <RiInbox2Line /> } = props;
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text as="h3" variant="title-x-small">
        {title}
      </Text>
      {description && (
        <Text
          as="p"
          variant="body-medium"
          color="secondary"
          className={styles.description}
        >
          {description}
        </Text>
      )}
      {action && (
        <Flex gap="2" mt="2">
          {action}
        </Flex>
      )}
    </div>
  );
}
