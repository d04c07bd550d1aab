import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './Section.module.css';

interface Props {
  title: string;
  /** Beside the title. */
  badge?: ReactNode;
  /** At the end of the title's line. */
  actions?: ReactNode;
  description?: ReactNode;
  children: ReactNode;
}

/** A card with a heading; a landmark for those who listen. */
export function Section(props: Props) {
  const { title, badge, actions, description, children } = props;
  const titleId = useId();
  return (
    <Card role="region" aria-labelledby={titleId} className={styles.card}>
      <CardHeader>
        <Flex justify="between" align="center" gap="3" className={styles.head}>
          <Flex align="center" gap="3" className={styles.title}>
            <Text as="h2" variant="title-x-small" id={titleId}>
              {title}
            </Text>
            {badge}
          </Flex>
          {actions && (
            <Flex gap="2" align="center" className={styles.actions}>
              {actions}
            </Flex>
          )}
        </Flex>
        {description && (
          <Text as="p" color="secondary" className={styles.description}>
            {description}
          </Text>
        )}
      </CardHeader>
      <CardBody className={styles.body}>{children}</CardBody>
    </Card>
  );
}
