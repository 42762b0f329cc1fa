/** The ports that could be chosen, as bands with a mark where each try fell: taken ones crossed, the chosen one filled. */
import { placeIn, type Bands as BandsData } from '../../draw/bands'
import { words } from './words'

const say = words.port

export function Bands({ bands: { bands, named, chosen, tried } }: { bands: BandsData }) {
  const used = bands.find((band) => band.used)
  return (
    <figure className="bands">
      <div className="bands-row" aria-hidden="true">
        {bands.map((band) => (
          <div key={band.from} className="band" data-used={band.used || undefined}>
            {band.used && (
              <svg>
                {tried
                  .filter(({ port, taken }) => taken && port !== chosen)
                  .map(({ port }, i) => (
                    <text key={i} className="band-taken" x={at(placeIn(band, port))} y="9">
                      ×
                    </text>
                  ))}
                {chosen >= band.from && chosen <= band.to && <circle cx={at(placeIn(band, chosen))} cy="5.5" r="3.5" />}
              </svg>
            )}
            <span>{say.span(band.from, band.to)}</span>
          </div>
        ))}
      </div>
      {used && <figcaption>{named ? say.ruleBand(used.from, used.to) : say.band(used.from, used.to)}</figcaption>}
    </figure>
  )
}

/** Inside of the band's ends, so that a mark is never cut in half. */
const at = (place: number): string => `${(4 + 92 * place).toFixed(2)}%`
