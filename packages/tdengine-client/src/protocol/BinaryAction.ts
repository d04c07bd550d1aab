/**
 * Actions of binary messages on taosAdapter's `/ws` that this package sends (`controller/ws/ws/const.go` of taosAdapter).
 *
 * @internal
 */
export enum BinaryAction {
  WRITE_RAW_BLOCK_WITH_FIELDS = 5,
  BINARY_QUERY = 6,
  FETCH_RAW_BLOCK = 7,
  STMT2_BIND = 9,
}
