/** Zoom and pan: a point p of the stage is seen at p × k + (x, y). */
import { clamp, type Point } from './geometry'

export interface Camera extends Point {
  k: number
}

export interface Size {
  width: number
  height: number
}

/** The whole stage, as it was laid out. */
export const FIT: Camera = { x: 0, y: 0, k: 1 }
export const ZOOM = { least: 1, most: 4, step: 1.3 }

/** `factor` times nearer, with the point under `at` staying where it is. */
export function zoom(camera: Camera, factor: number, at: Point, size: Size): Camera {
  const k = clamp(camera.k * factor, ZOOM.least, ZOOM.most)
  const f = k / camera.k
  return inside({ k, x: at.x - (at.x - camera.x) * f, y: at.y - (at.y - camera.y) * f }, size)
}

export const pan = (camera: Camera, dx: number, dy: number, size: Size): Camera =>
  inside({ ...camera, x: camera.x + dx, y: camera.y + dy }, size)

/** The stage never leaves its frame empty. */
function inside({ k, x, y }: Camera, { width, height }: Size): Camera {
  return { k, x: clamp(x, width - width * k, 0), y: clamp(y, height - height * k, 0) }
}
