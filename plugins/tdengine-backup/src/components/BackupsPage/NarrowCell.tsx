import { Cell, Link } from '@backstage/ui';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { BackupStateBadge, PinSign, RelativeTime } from '../shared';
import styles from './NarrowCell.module.css';

interface Props {
  backup: Backup;
  href?: string;
}

/** The most important of a backup in one cell, for narrow screens. */
export function NarrowCell(props: Props) {
  const { backup, href } = props;
  return (
    <Cell>
      <span className={styles.cell}>
        <Link href={href} className={styles.name}>
          {backup.name}
        </Link>
        <span className={styles.line}>
          <BackupStateBadge state={backup.state} jobState={backup.job?.state} />
          {backup.pinned && <PinSign />}
          <RelativeTime at={backup.createdAt} />
        </span>
      </span>
    </Cell>
  );
}
