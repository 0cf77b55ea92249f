import { encodeGguf, type GgufTensor } from './gguf-writer.ts';

/** ggml's numbers of the two types that are used. */
const f32 = 0;
const q4K = 12;
/** 256 weights: two half floats, 12 bytes of scales, 128 of weights (block_q4_K in ggml-common.h). */
const blockBytes = 144;

/** As wide as a model of some 1.5 billion weights, so that a layer costs here what it costs there. */
const width = 1536;
const feedForward = 4096;
const headLength = 128;
const vocabulary = 260;
const endToken = 259;

export interface MicroModel {
  file: Blob;
  /** What is read for each token. */
  weightBytes: number;
}

/**
 * A llama model of random weights in the 4-bit blocks (Q4_K) that the GGUF models of the catalogue have: about 16 MB per
 * layer. It is real to llama.cpp and says nothing but letters, for as long as it may.
 */
export function microModel(layers: number): MicroModel {
  const tokens = Array.from({ length: vocabulary }, (_, token) => nameOf(token));
  const tensors = tensorsOf(layers);
  const file = encodeGguf(
    {
      'general.architecture': 'llama',
      'general.name': 'Device check',
      'general.file_type': 15,
      'llama.context_length': 1024,
      'llama.embedding_length': width,
      'llama.block_count': layers,
      'llama.feed_forward_length': feedForward,
      'llama.attention.head_count': width / headLength,
      'llama.attention.head_count_kv': width / headLength,
      'llama.attention.layer_norm_rms_epsilon': 1e-5,
      // The only tokenizer of llama.cpp that needs no table of merges.
      'tokenizer.ggml.model': 'rwkv',
      'tokenizer.ggml.tokens': tokens,
      'tokenizer.ggml.token_type': tokens.map((_, token) => (token < 256 ? 1 : 3)),
      'tokenizer.ggml.eos_token_id': endToken,
      'tokenizer.chat_template': "{% for message in messages %}{{ message['content'] }}{% endfor %}",
    },
    tensors,
  );
  return { file: new Blob([file]), weightBytes: file.byteLength };
}

/** The escapes of llama.cpp's tokenizer `rwkv`. */
function nameOf(token: number): string {
  if (token >= 256) return `<|${token}|>`;
  const isPlain = token > 0x20 && token < 0x7f && token !== 0x5c;
  return isPlain ? String.fromCharCode(token) : `\\x${token.toString(16).padStart(2, '0')}`;
}

function tensorsOf(layers: number): GgufTensor[] {
  const noise = createNoise();
  const weights = (name: string, shape: number[]): GgufTensor => ({
    name,
    shape,
    type: q4K,
    fill: (bytes) => fillWith(bytes, noise),
  });
  const ones = (name: string): GgufTensor => ({
    name,
    shape: [width],
    type: f32,
    fill: ({ buffer, byteOffset }) => new Float32Array(buffer, byteOffset, width).fill(1),
  });
  const layer = (index: number): GgufTensor[] => [
    ones(`blk.${index}.attn_norm.weight`),
    weights(`blk.${index}.attn_q.weight`, [width, width]),
    weights(`blk.${index}.attn_k.weight`, [width, width]),
    weights(`blk.${index}.attn_v.weight`, [width, width]),
    weights(`blk.${index}.attn_output.weight`, [width, width]),
    ones(`blk.${index}.ffn_norm.weight`),
    weights(`blk.${index}.ffn_gate.weight`, [width, feedForward]),
    weights(`blk.${index}.ffn_up.weight`, [width, feedForward]),
    weights(`blk.${index}.ffn_down.weight`, [feedForward, width]),
  ];
  return [
    weights('token_embd.weight', [width, vocabulary]),
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
    ones('output_norm.weight'),
    { ...weights('output.weight', [width, vocabulary]), fill: (bytes) => fillLetters(bytes, noise) },
  ];
}

/** Only the rows of `a` to `z` are not zero: the likeliest token is one of them, never the end. */
function fillLetters(bytes: Uint8Array, noise: Uint8Array): void {
  const row = (width / 256) * blockBytes;
  fillWith(bytes.subarray(0x61 * row, 0x7b * row), noise);
}

function fillWith(bytes: Uint8Array, noise: Uint8Array): void {
  for (let start = 0; start < bytes.length; start += noise.length) {
    bytes.set(noise.subarray(0, Math.min(noise.length, bytes.length - start)), start);
  }
}

/** Some hundred blocks of weights around zero, of about ±0.02. The same each time (Mulberry32). */
function createNoise(): Uint8Array {
  const bytes = new Uint8Array(blockBytes * 455);
  let state = 7;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    bytes[index] = mixed ^ (mixed >>> 14);
  }
  const view = new DataView(bytes.buffer);
  for (let block = 0; block < bytes.length; block += blockBytes) {
    // Half floats: 2⁻¹³ for the scales, 7.5 times that for the minima, so that weights of 0 to 15 lie around zero.
    view.setUint16(block, 0x0800, true);
    view.setUint16(block + 2, 0x1380, true);
  }
  return bytes;
}
