/** Colours of owners: as different as so many can be; the table of owners and the readout name them, so none has to be told apart by eye. */

/** Golden angle: neighbours in rank lie far apart on the wheel. */
const TURN = 137.508

export const colourOf = (rank: number, dark: boolean): string =>
  `hsl(${Math.round((rank - 1) * TURN + 200) % 360} ${dark ? 70 : 62}% ${dark ? 62 - (rank % 3) * 8 : 40 + (rank % 3) * 8}%)`
