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
  private events: Uint16Array | null = null
  private labelled: Uint8Array | null = null
  /** Per record; bytes are -1 where none are counted. */
  private packetCounts: Uint32Array | null = null
  private byteCounts: Float64Array | null = null
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

  /** Some entry's address is that of an interface. */
  get masquerades(): boolean {
    return this.masquerade !== null
  }

  /** MASQUERADE's interface (`masq_index`); 0 for none. */
  masqueradeIndex(h: number): number {
    return this.masquerade === null ? 0 : this.masquerade[h]
  }

  setMasquerade(h: number, ifindex: number): void {
    this.masquerade ??= new Uint16Array(this.room)
    this.masquerade[h] = ifindex
  }

  /** Which of its events are told (`ctmask`); 0 when no rule said. */
  eventMask(h: number): number {
    return this.events === null ? 0 : this.events[h]
  }

  setEventMask(h: number, bits: number): void {
    this.events ??= new Uint16Array(this.room)
    this.events[h] = bits
  }

  /** Entries have labels that begin while a rule asks for some (`nf_ct_labels_ext_add`): `h` is one. */
  beginLabels(h: number): void {
    this.labelled ??= new Uint8Array(this.room)
    this.labelled[h] = 1
  }

  isLabelled(h: number): boolean {
    return this.labelled !== null && this.labelled[h] !== 0
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
    this.packetCounts ??= new Uint32Array(2 * this.room)
    this.byteCounts ??= new Float64Array(2 * this.room).fill(-1)
    this.byteCounts[2 * h] = this.byteCounts[2 * h + 1] = 0
  }

  /** Nothing here concerns a packet of an open connection: no zones, no counters. */
  get isPlain(): boolean {
    return this.zones === null && this.byteCounts === null
  }

  /** Any entry's packets are counted. */
  get counts(): boolean {
    return this.byteCounts !== null
  }

  isCounted(h: number): boolean {
    return this.byteCounts !== null && this.byteCounts[2 * h] >= 0
  }

  /** Of a direction: record h * 2 + direction. */
  countPacket(record: number, bytes: number): void {
    if (this.byteCounts === null || this.packetCounts === null || this.byteCounts[record] < 0) return
    this.packetCounts[record]++
    this.byteCounts[record] += bytes
  }

  packets(record: number): number {
    return this.packetCounts === null ? 0 : this.packetCounts[record]
  }

  octets(record: number): number {
    return this.byteCounts === null ? 0 : Math.max(0, this.byteCounts[record])
  }

  /** When it was confirmed, µs, while `nf_conntrack_timestamp` is set; else null. */
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
    if (this.events) this.events[h] = 0
    if (this.labelled) this.labelled[h] = 0
    if (this.labels) this.labels.fill(0, h * LABEL_WORDS, (h + 1) * LABEL_WORDS)
    if (this.packetCounts) this.packetCounts[2 * h] = this.packetCounts[2 * h + 1] = 0
    if (this.byteCounts) this.byteCounts[2 * h] = this.byteCounts[2 * h + 1] = -1
    if (this.starts) this.starts[h] = -1
  }

  grow(room: number): void {
    this.room = room
    this.marks = this.marks && into(new Int32Array(room), this.marks)
    this.zones = this.zones && into(new Uint16Array(2 * room), this.zones)
    this.masquerade = this.masquerade && into(new Uint16Array(room), this.masquerade)
    this.events = this.events && into(new Uint16Array(room), this.events)
    this.labelled = this.labelled && into(new Uint8Array(room), this.labelled)
    this.labels = this.labels && into(new Int32Array(LABEL_WORDS * room), this.labels)
    this.packetCounts = this.packetCounts && into(new Uint32Array(2 * room), this.packetCounts)
    this.byteCounts = this.byteCounts && into(new Float64Array(2 * room).fill(-1), this.byteCounts)
    this.starts = this.starts && into(new Float64Array(room).fill(-1), this.starts)
  }

  get memory(): number {
    const { marks, zones, masquerade, events, labels, labelled, packetCounts, byteCounts, starts } = this
    return [marks, zones, masquerade, events, labels, labelled, packetCounts, byteCounts, starts].reduce(
      (sum, column) => sum + (column?.byteLength ?? 0),
      0,
    )
  }
}

function into<T extends { set(from: T): void }>(longer: T, column: T): T {
  longer.set(column)
  return longer
}
