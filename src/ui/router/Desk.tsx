/** What lies on the desk under the packet: the one thing that the step is about. */
import { useRef } from 'react'
import type { Fit } from '../../draw/detail'
import { soon } from '../app/soon'
import { Calm } from './Calm'
import type { Inside } from './inside'

const Answer = soon('Answer')
const SelectedRule = soon('SelectedRule')

export function Desk(props: Inside & { fit: Fit }) {
  const desk = useRef<HTMLDivElement>(null)
  return (
    <div className="desk" ref={desk}>
      {props.packet ? <Answer {...props} desk={desk} /> : <Calm node={props.node} empty />}
      {props.node && <SelectedRule node={props.node} />}
    </div>
  )
}
