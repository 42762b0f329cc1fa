/** What lies on the desk under the packet: the one thing that the step is about. */
import type { Fit } from '../../draw/detail'
import { soon } from '../app/soon'
import { Calm } from './Calm'
import type { Inside } from './inside'

const Answer = soon('Answer')

export function Desk(props: Inside & { fit: Fit }) {
  return <div className="desk">{props.packet ? <Answer {...props} /> : <Calm node={props.node} empty />}</div>
}
