/**
 * The English catalogue: every string the explanations are made of, as functions of plain facts.
 * Another language is another module of this shape.
 */
import { conntrack } from './en-conntrack'
import { drops } from './en-drops'
import { names } from './en-names'
import { nat } from './en-nat'
import { notes } from './en-notes'
import { packets } from './en-packets'
import { rules } from './en-rules'

export const say = { names, packets, rules, conntrack, nat, drops, notes }
