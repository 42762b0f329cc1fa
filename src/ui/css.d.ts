/** Vite turns these imports into style sheets; the compiler only needs to know that they exist. */
declare module '*.css'
