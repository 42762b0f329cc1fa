/**
 * What an entry may have besides (the kernel's `nf_ct_ext`, and its mark and zone): a column each, that
 * does not exist until the first entry needs it. Without one all entries have its zero.
 */

/** Labels are 128 bits (`nf_conntrack_labels`). */
const LABEL_WORDS = 4

export class Extras {
  /** Entries there is room for. */
  private room: number
  private marks: Int32Array | null = null
  private zones: Uint16Array | null = null
  private masquerade: Uint16Array | null = null
  private labels: Int32Array | null = null
  /** Per record, packets and bytes; see `counted`. */
  private counters: Float64Array | null = null
  private starts: Float64Array | null = null

  constructor(room: number) {
    this.room = room
  }

  /** `ct mark`, unsigned. */
  mark(h: number): number {
    return this.marks === null ? 0 : this.marks[h] >>> 0
  }

  setMark(h: number, mark: number): void {
    if (mark !== 0) this.marks ??= new Int32Array(this.room)
    if (this.marks) this.marks[h] = mark
  }

  /** Of a direction's tuple: a zone may count in one direction only. */
  zone(record: number): number {
    return this.zones === null ? 0 : this.zones[record]
  }

  setZone(record: number, zone: number): void {
    if (zone !== 0) this.zones ??= new Uint16Array(2 * this.room)
    if (this.zones) this.zones[record] = zone
  }

  /** MASQUERADE's interface (`masq_index`); 0 for none. */
  masqueradeIndex(h: number): number {
    return this.masquerade === null ? 0 : this.masquerade[h]
  }

  setMasquerade(h: number, ifindex: number): void {
    this.masquerade ??= new Uint16Array(this.room)
    this.masquerade[h] = ifindex
  }

  /** Bit 0 to 127. */
  hasLabel(h: number, bit: number): boolean {
    return this.labels !== null && (this.labels[h * LABEL_WORDS + (bit >>> 5)] & (1 << (bit & 31))) !== 0
  }

  addLabel(h: number, bit: number): void {
    this.labels ??= new Int32Array(LABEL_WORDS * this.room)
    this.labels[h * LABEL_WORDS + (bit >>> 5)] |= 1 << (bit & 31)
  }

  /** Packets and bytes are counted of entries made while `nf_conntrack_acct` is set (`nf_ct_acct_ext_add`): from now on `h` is. */
  beginCounting(h: number): void {
    this.counters ??= new Float64Array(4 * this.room).fill(-1)
    this.counters.fill(0, 4 * h, 4 * h + 4)
  }

  isCounted(h: number): boolean {
    return this.counters !== null && this.counters[4 * h] >= 0
  }

  countPacket(record: number, bytes: number): void {
    if (this.counters === null || this.counters[2 * record] < 0) return
    this.counters[2 * record]++
    this.counters[2 * record + 1] += bytes
  }

  packets(record: number): number {
    return this.counters === null ? 0 : this.counters[2 * record]
  }

  octets(record: number): number {
    return this.counters === null ? 0 : this.counters[2 * record + 1]
  }

  /** `conntrack -Z`. */
  zero(h: number): void {
    if (this.isCounted(h)) this.counters!.fill(0, 4 * h, 4 * h + 4)
  }

  /** µs; null without `nf_conntrack_timestamp`. */
  start(h: number): number | null {
    return this.starts === null || this.starts[h] < 0 ? null : this.starts[h]
  }

  setStart(h: number, time: number): void {
    this.starts ??= new Float64Array(this.room).fill(-1)
    this.starts[h] = time
  }

  /** The handle begins a new life. */
  clear(h: number): void {
    if (this.marks) this.marks[h] = 0
    if (this.zones) this.zones[2 * h] = this.zones[2 * h + 1] = 0
    if (this.masquerade) this.masquerade[h] = 0
    if (this.labels) this.labels.fill(0, h * LABEL_WORDS, (h + 1) * LABEL_WORDS)
    if (this.counters) this.counters.fill(-1, 4 * h, 4 * h + 4)
    if (this.starts) this.starts[h] = -1
  }

  grow(room: number): void {
    this.room = room
    this.marks = this.marks && into(new Int32Array(room), this.marks)
    this.zones = this.zones && into(new Uint16Array(2 * room), this.zones)
    this.masquerade = this.masquerade && into(new Uint16Array(room), this.masquerade)
    this.labels = this.labels && into(new Int32Array(LABEL_WORDS * room), this.labels)
    this.counters = this.counters && into(new Float64Array(4 * room).fill(-1), this.counters)
    this.starts = this.starts && into(new Float64Array(room).fill(-1), this.starts)
  }

  get memory(): number {
    let bytes = 0
    for (const column of [this.marks, this.zones, this.masquerade, this.labels, this.counters, this.starts])
      bytes += column?.byteLength ?? 0
    return bytes
  }
}

function into<T extends { set(from: T): void }>(longer: T, column: T): T {
  longer.set(column)
  return longer
}
