/** Strings of what copies things, in English. */
export const copyText = {
  label: 'Copy the packet as',
  line: 'tcpdump line',
  hex: 'Hex dump',
  hexNote: 'as Wireshark’s text2pcap reads it',
  filter: 'Wireshark filter',
  copied: {
    line: 'Copied: the packet as tcpdump prints it.',
    hex: 'Copied: the packet’s bytes.',
    filter: 'Copied: a display filter for this conversation, as it is here.',
  },
  refused: 'The browser keeps its clipboard to itself. Nothing was copied.',
}
