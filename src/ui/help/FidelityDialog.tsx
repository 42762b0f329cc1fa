/** What the engine does as Linux does it, and how that was checked. The numbers are written by `npm run fidelity`. */
import { Dialog } from '../app/Dialog'
import { useShell } from '../app/shell'
import { fidelityText as text } from '../text/fidelity'
import './fidelity.css'
import results from './fidelity.json'

type Cell = string | number

export function FidelityDialog() {
  const show = useShell((shell) => shell.show)
  const [all] = results.families
  const kernels = results.kernels.map(({ kernel }) => kernel).join(', ')
  return (
    <Dialog title={text.title}>
      <p>{text.claim(all.agree, all.cases, kernels)}</p>
      <Table
        caption={text.recorded}
        head={[text.family, text.cases, text.agree]}
        rows={results.families.map(({ family, cases, agree }) => [family, cases, agree])}
      />
      <Table
        caption={text.random}
        hint={text.randomHint}
        head={[text.profile, text.kernel, text.seed, text.cases, text.agree]}
        rows={results.fuzz.map(({ profile, kernel, seed, cases, agree }) => [profile, kernel, seed, cases, agree])}
      />
      <Extensions title={text.matches} names={results.matches} />
      <Extensions title={text.targets} names={results.targets} />
      <Names title={text.settings(results.settings.length)} names={results.settings} />
      <h3>{text.not}</h3>
      <p>
        {text.notHint} {text.refused(results.refused.join(', '))}
      </p>
      <Names title={text.matches} names={results.passedOver.matches} />
      <Names title={text.targets} names={results.passedOver.targets} />
      <p>
        <button type="button" className="btn quiet" onClick={() => show({ dialog: 'help' })}>
          {text.back}
        </button>
      </p>
    </Dialog>
  )
}

function Table({ caption, hint, head, rows }: { caption: string; hint?: string; head: string[]; rows: Cell[][] }) {
  return (
    <table className="fidelity-table">
      <caption>
        <h3>{caption}</h3>
        {hint}
      </caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Each with the number of recordings that use it. */
function Extensions({ title, names }: { title: string; names: { name: string; cases: number }[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul className="fidelity-names">
        {names.map(({ name, cases }) => (
          <li key={name} title={text.used(name, cases)}>
            {name} <small>{cases}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Names({ title, names }: { title: string; names: string[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ul className="fidelity-names">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </details>
  )
}
