/** A laptop, the least that shows everything at once, and a phone. CSS pixels. */
export const sizes = {
  '1440×900': { width: 1440, height: 900 },
  '1024×768': { width: 1024, height: 768 },
  '390×844': { width: 390, height: 844 },
}
