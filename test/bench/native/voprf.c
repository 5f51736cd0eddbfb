/* RFC 9497 VOPRF(ristretto255, SHA-512) on native libsodium: the limit that the WebAssembly path is measured against.
 * cc -O3 -march=native voprf.c -lsodium; ./a.out BATCH MILLISECONDS prints "blind evaluate finalise" in elements a second. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX 1024
static const char *CONTEXT = "OPRFV1-\x01-ristretto255-SHA512";
static unsigned char input[MAX][32], blind[MAX][32], element[MAX][32], evaluated[MAX][32], proof[64], secret[32], public[32];

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e3 + t.tv_nsec / 1e6; }

/* expand_message_xmd to 64 bytes, RFC 9380 5.3.1 */
static void expand(unsigned char out[64], const char *name, const unsigned char *message, size_t length) {
  unsigned char tag[64], first[64], zero[128] = {0}, end[3] = {0, 64, 0}, one = 1;
  size_t n = strlen(name), c = strlen(CONTEXT);
  memcpy(tag, name, n); memcpy(tag + n, CONTEXT, c); tag[n + c] = (unsigned char)(n + c);
  crypto_hash_sha512_state s;
  crypto_hash_sha512_init(&s); crypto_hash_sha512_update(&s, zero, 128); crypto_hash_sha512_update(&s, message, length);
  crypto_hash_sha512_update(&s, end, 3); crypto_hash_sha512_update(&s, tag, n + c + 1); crypto_hash_sha512_final(&s, first);
  crypto_hash_sha512_init(&s); crypto_hash_sha512_update(&s, first, 64); crypto_hash_sha512_update(&s, &one, 1);
  crypto_hash_sha512_update(&s, tag, n + c + 1); crypto_hash_sha512_final(&s, out);
}
static void to_scalar(unsigned char out[32], const unsigned char *message, size_t length) {
  unsigned char wide[64]; expand(wide, "HashToScalar-", message, length); crypto_core_ristretto255_scalar_reduce(out, wide);
}
static size_t prefixed(unsigned char *at, const unsigned char *part, size_t length) {
  at[0] = length >> 8; at[1] = length & 255; memcpy(at + 2, part, length); return length + 2;
}
static void weight(unsigned char out[32], const unsigned char seed[64], int i) {
  unsigned char text[256]; size_t n = prefixed(text, seed, 64);
  text[n++] = i >> 8; text[n++] = i & 255; n += prefixed(text + n, element[i], 32); n += prefixed(text + n, evaluated[i], 32);
  memcpy(text + n, "Composite", 9); to_scalar(out, text, n + 9);
}
static void seed_of(unsigned char out[64]) {
  unsigned char text[128]; size_t n = prefixed(text, public, 32), c = strlen(CONTEXT);
  unsigned char tag[64]; memcpy(tag, "Seed-", 5); memcpy(tag + 5, CONTEXT, c); n += prefixed(text + n, tag, c + 5);
  crypto_hash_sha512(out, text, n);
}
static void challenge_of(unsigned char out[32], const unsigned char *m, const unsigned char *z, const unsigned char *t2, const unsigned char *t3) {
  unsigned char text[256]; size_t n = prefixed(text, public, 32);
  n += prefixed(text + n, m, 32); n += prefixed(text + n, z, 32); n += prefixed(text + n, t2, 32); n += prefixed(text + n, t3, 32);
  memcpy(text + n, "Challenge", 9); to_scalar(out, text, n + 9);
}
static void blind_all(int count) {
  unsigned char wide[64], point[32];
  for (int i = 0; i < count; i++) {
    crypto_core_ristretto255_scalar_random(blind[i]);
    expand(wide, "HashToGroup-", input[i], 32); crypto_core_ristretto255_from_hash(point, wide);
    if (crypto_scalarmult_ristretto255(element[i], blind[i], point)) exit(2);
  }
}
static void evaluate_all(int count) {
  unsigned char seed[64], w[32], term[32], m[32], z[32], r[32], t2[32], t3[32], c[32];
  for (int i = 0; i < count; i++) if (crypto_scalarmult_ristretto255(evaluated[i], secret, element[i])) exit(2);
  seed_of(seed);
  for (int i = 0; i < count; i++) {
    weight(w, seed, i); if (crypto_scalarmult_ristretto255(term, w, element[i])) exit(2);
    if (i) crypto_core_ristretto255_add(m, m, term); else memcpy(m, term, 32);
  }
  if (crypto_scalarmult_ristretto255(z, secret, m)) exit(2);
  crypto_core_ristretto255_scalar_random(r);
  crypto_scalarmult_ristretto255_base(t2, r); if (crypto_scalarmult_ristretto255(t3, r, m)) exit(2);
  challenge_of(c, m, z, t2, t3); memcpy(proof, c, 32);
  crypto_core_ristretto255_scalar_mul(term, c, secret); crypto_core_ristretto255_scalar_sub(proof + 32, r, term);
}
static void finalise_all(int count) {
  unsigned char seed[64], w[32], term[32], m[32], z[32], t2[32], t3[32], c[32], inverse[32], text[128], out[64];
  seed_of(seed);
  for (int i = 0; i < count; i++) {
    weight(w, seed, i);
    if (crypto_scalarmult_ristretto255(term, w, element[i])) exit(2);
    if (i) crypto_core_ristretto255_add(m, m, term); else memcpy(m, term, 32);
    if (crypto_scalarmult_ristretto255(term, w, evaluated[i])) exit(2);
    if (i) crypto_core_ristretto255_add(z, z, term); else memcpy(z, term, 32);
  }
  crypto_scalarmult_ristretto255_base(t2, proof + 32); if (crypto_scalarmult_ristretto255(term, proof, public)) exit(2);
  crypto_core_ristretto255_add(t2, t2, term);
  if (crypto_scalarmult_ristretto255(t3, proof + 32, m) || crypto_scalarmult_ristretto255(term, proof, z)) exit(2);
  crypto_core_ristretto255_add(t3, t3, term);
  challenge_of(c, m, z, t2, t3);
  if (memcmp(c, proof, 32)) exit(3);
  for (int i = 0; i < count; i++) {
    crypto_core_ristretto255_scalar_invert(inverse, blind[i]); if (crypto_scalarmult_ristretto255(term, inverse, evaluated[i])) exit(2);
    size_t n = prefixed(text, input[i], 32); n += prefixed(text + n, term, 32); memcpy(text + n, "Finalize", 8);
    crypto_hash_sha512(out, text, n + 8);
  }
}
static double rate(void (*step)(int), int count, double milliseconds) {
  double started = now(), passed = 0; long done = 0;
  do { step(count); done += count; passed = now() - started; } while (passed < milliseconds);
  return done / passed * 1e3;
}
int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 256; double milliseconds = argc > 2 ? atof(argv[2]) : 300;
  if (sodium_init() < 0 || count < 1 || count > MAX) return 1;
  randombytes_buf(input, sizeof input);
  crypto_core_ristretto255_scalar_random(secret); crypto_scalarmult_ristretto255_base(public, secret);
  blind_all(count); evaluate_all(count); finalise_all(count);
  double blinds = rate(blind_all, count, milliseconds); evaluate_all(count);
  double evaluations = rate(evaluate_all, count, milliseconds), finals = rate(finalise_all, count, milliseconds);
  printf("%f %f %f\n", blinds, evaluations, finals);
  return 0;
}
