/** What lies on the desk under the packet: the one thing that the step is about. */
import { Suspense } from 'react'
import type { Fit } from '../../draw/detail'
import { soon } from '../app/soon'
import { Calm } from './Calm'
import type { Inside } from './inside'

const Answer = soon('Answer')

export function Desk(props: Inside & { fit: Fit }) {
  return (
    <div className="desk">
      {props.packet ? (
        <Suspense>
          <Answer {...props} />
        </Suspense>
      ) : (
        <Calm node={props.node} empty />
      )}
    </div>
  )
}
