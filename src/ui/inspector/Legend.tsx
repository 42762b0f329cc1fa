/** Before the first packet: what the colours and signs will mean. Each says it in itself. */
import { SIGN_OF, toneOfRealm, type Tone } from '../../draw/realm'
import { useScope } from '../store/store'
import { panels } from '../text/panels'

const { legend } = panels.packet

export function Legend() {
  const scenario = useScope((scope) => scope.run.scenario)
  const tones = new Map<Tone, string>()
  for (const realm of scenario.realms) {
    const tone = toneOfRealm(scenario, realm)
    if (tone !== 'box') tones.set(tone, [tones.get(tone), realm.name].filter(Boolean).join(', '))
  }
  return (
    <section className="inspector-legend" aria-label={legend.title}>
      <h3>{legend.title}</h3>
      <dl>
        {[...tones].map(([tone, realms]) => (
          <div key={tone}>
            <dt className={`a-${tone}`}>
              {SIGN_OF[tone]} {realms}
            </dt>
            <dd>{legend.address}</dd>
          </div>
        ))}
        <div>
          <dt className="mono">
            <s>{legend.old}</s> <ins>{legend.fresh}</ins>
          </dt>
          <dd>{legend.nat}</dd>
        </div>
        <div>
          <dt className="mono">
            <span data-route>
              TTL <s>64</s> 63
            </span>
          </dt>
          <dd>{legend.route}</dd>
        </div>
        <div>
          <dt>
            <span data-lit>{legend.row}</span>
          </dt>
          <dd>{legend.lit}</dd>
        </div>
      </dl>
    </section>
  )
}
