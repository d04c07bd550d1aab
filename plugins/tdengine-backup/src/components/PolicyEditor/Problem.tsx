import styles from './PolicyEditor.module.css';

/** What is wrong with something that is no single field. It can be given the focus. */
export function Problem(props: { children?: string }) {
  return props.children ? (
    <p className={styles.problem} data-problem role="alert" tabIndex={-1}>
      {props.children}
    </p>
  ) : null;
}
