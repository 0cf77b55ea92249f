/** Each workgroup reads this much: 256 threads × 32 times 16 bytes. */
const groupBytes = 256 * 32 * 16;
const mostGroups = 1024;
/** `GPUBufferUsage.STORAGE`, which TypeScript does not know in a worker. */
const storage = 0x80;
/** For so long, about, the graphics processor is kept busy. */
const measuredMs = 400;

/**
 * What web-llm does for each token, without the rest: read 4-bit weights, unpack and multiply them, and add up. All weights
 * are zero, which costs the same. Neighbouring threads read neighbouring words.
 */
const shader = `
@group(0) @binding(0) var<storage, read> weights: array<vec4<u32>>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;

fn part(word: u32, factor: vec4<f32>) -> f32 {
  let low = unpack4x8unorm(word & 0x0f0f0f0fu);
  let high = unpack4x8unorm((word >> 4u) & 0x0f0f0f0fu);
  return dot(low, factor) + dot(high, factor.wzyx);
}

@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let start = group.x * 8192u + local.x;
  var sum = 0.0;
  for (var step = 0u; step < 32u; step++) {
    let words = weights[start + step * 256u];
    let factor = vec4<f32>(f32(step), f32(local.x), 1.0, 2.0);
    sum += part(words.x, factor) + part(words.y, factor) + part(words.z, factor) + part(words.w, factor);
  }
  sums[group.x * 256u + local.x] = sum;
}`;

/**
 * Bytes of 4-bit weights that the graphics processor reads and multiplies per second.
 * Rejects where there is none, or where it is lost.
 */
export async function gpuBandwidth(gpu: GPU | undefined, now: () => number): Promise<number> {
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null || adapter === undefined) throw new Error('no adapter in this worker');
  const device = await adapter.requestDevice();
  const lost = device.lost.then(({ message }) => Promise.reject<never>(new Error(`lost: ${message}`)));
  lost.catch(() => {});
  try {
    return await Promise.race([measure(device, now), lost]);
  } finally {
    device.destroy();
  }
}

async function measure(device: GPUDevice, now: () => number): Promise<number> {
  // Larger than the caches, where the limits allow that.
  const groups = Math.min(mostGroups, Math.floor(device.limits.maxStorageBufferBindingSize / groupBytes));
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  const weights = device.createBuffer({ size: groups * groupBytes, usage: storage });
  const sums = device.createBuffer({ size: groups * 256 * 4, usage: storage });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: shader }), entryPoint: 'main' },
  });
  const bindings = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [
      { binding: 0, resource: { buffer: weights } },
      { binding: 1, resource: { buffer: sums } },
    ],
  });
  const problem = (await device.popErrorScope()) ?? (await device.popErrorScope());
  if (problem !== null) throw new Error(problem.message);

  /** Milliseconds for `passes` times `count` workgroups. */
  const run = async (count: number, passes: number) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    for (let index = 0; index < passes; index += 1) pass.dispatchWorkgroups(count);
    pass.end();
    const started = now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return Math.max(0.01, now() - started);
  };

  // The first pass pays for clearing the buffer and for waking up; a slow device is told by a small one.
  await run(1, 1);
  const part = Math.ceil(groups / 16);
  const slowMs = await run(part, 1);
  if (slowMs > measuredMs / 2) return (part * groupBytes * 1000) / slowMs;
  const onceMs = await run(groups, 1);
  const passes = Math.max(1, Math.min(500, Math.round(measuredMs / onceMs)));
  return (passes * groups * groupBytes * 1000) / (await run(groups, passes));
}
