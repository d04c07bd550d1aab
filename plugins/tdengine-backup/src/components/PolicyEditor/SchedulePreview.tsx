import { checkSchedule } from 'backstage-plugin-tdengine-backup-common';
import { useLanguage } from '../../hooks/useLanguage';
import { describePolicySchedule } from '../policies/describePolicySchedule';
import { NextRuns } from '../policies/NextRuns';
import { ScheduleForm, toSchedule } from './scheduleForm';
import styles from './PolicyEditor.module.css';

/** What is entered in words, and the runs that it comes to; nothing while it is wrong, which its field says. */
export function SchedulePreview(props: { schedule: ScheduleForm }) {
  const language = useLanguage();
  const schedule = toSchedule(props.schedule);
  const { preset, countedFrom } = props.schedule;
  const isRight =
    checkSchedule(schedule).length === 0 &&
    (preset !== 'interval' || countedFrom !== '');
  return (
    <div className={styles.preview} hidden={!isRight}>
      <p className={styles.words} role="status">
        {isRight && describePolicySchedule(schedule, language)}
      </p>
      {isRight && <NextRuns schedule={schedule} />}
    </div>
  );
}
