/**
 * The Cholesky factor of a symmetric positive definite matrix: A = L Lᵀ.
 *
 * @param matrix - n × n, row-major; only the lower triangle is read.
 * @returns L, n × n, row-major, zeros above the diagonal; null where A is not positive definite (to rounding). O(n³/6).
 */
export function cholesky(matrix: ArrayLike<number>, n: number): Float64Array | null {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] ?? 0;
      const scale = matrix[i * n + i] ?? 0;
      for (let k = 0; k < j; k++) sum -= (factor[i * n + k] ?? 0) * (factor[j * n + k] ?? 0);
      if (i !== j) factor[i * n + j] = sum / (factor[j * n + j] ?? 1);
      else if (sum > scale * 1e-13) factor[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return factor;
}

/** Solves A x = b by A's Cholesky factor. O(n²). */
export function solveByFactor(factor: Float64Array, right: ArrayLike<number>): Float64Array {
  const n = right.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * n + k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (factor[i * n + i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= (factor[k * n + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (factor[i * n + i] ?? 1);
  }
  return x;
}

/** The inverse of A, n × n, row-major, by A's Cholesky factor. O(n³). */
export function invertByFactor(factor: Float64Array): Float64Array {
  const n = Math.sqrt(factor.length);
  const inverse = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = solveByFactor(factor, unit);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i] ?? 0;
  }
  return inverse;
}

/** A B A for symmetric n × n matrices A and B: the sandwich of bread A and filling B. O(n³). */
export function sandwich(bread: Float64Array, filling: Float64Array): Float64Array {
  const n = Math.sqrt(bread.length);
  return multiply(multiply(bread, filling, n), bread, n);
}

function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) product[i * n + j] = (product[i * n + j] ?? 0) + factor * (b[k * n + j] ?? 0);
    }
  }
  return product;
}
