// Preloaded into the server: lets its machine fail on request. What fails stands in a page that the test shares with it
// (FAULTY_PAGE): while `noFlush` is 1, a flush of a file below FAULTY_DIRECTORY is answered with EIO, and while it is 2, as
// if it had been made; while `isFull` is set, a write that would make such a file longer is answered with ENOSPC, as on a file system without a free block; and
// the wall clock is `clockMs` ahead of the true one. The page also counts how often each was met.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct page {
  int64_t noFlush, isFull, clockMs;
  _Atomic int64_t flushesFailed, writesRefused, clockReads;
};

static struct page sound;
static struct page *page = &sound;
static char directory[PATH_MAX];
static size_t directoryLength;

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("FAULTY_PAGE");
  const char *where = getenv("FAULTY_DIRECTORY");
  if (!path || !where || !realpath(where, directory)) abort();
  directoryLength = strlen(directory);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  void *shared = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  // A fault that cannot be made must not look like one that did no harm.
  if (shared == MAP_FAILED) abort();
  close(fd);
  page = shared;
}

#define REAL(result, name, ...)                                   \
  static result (*real)(__VA_ARGS__);                             \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int is_ours(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, directory, directoryLength) == 0 && path[directoryLength] == '/';
}

// --- flushes

enum { MADE = 1, FAILS = -1, PRETENDS = 0 };

static int flush(int fd) {
  if (!page->noFlush || !is_ours(fd)) return MADE;
  page->flushesFailed++;
  errno = EIO;
  return page->noFlush == 1 ? FAILS : PRETENDS;
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  int answer = flush(fd);
  return answer == MADE ? real(fd) : answer;
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  int answer = flush(fd);
  return answer == MADE ? real(fd) : answer;
}

// --- room

static int lacks_room(int fd, int64_t end) {
  struct stat file;
  if (!page->isFull || !is_ours(fd) || fstat(fd, &file) != 0 || end <= file.st_size) return 0;
  page->writesRefused++;
  errno = ENOSPC;
  return 1;
}

static int64_t length_of(const struct iovec *parts, int count) {
  int64_t length = 0;
  for (int at = 0; at < count; at++) length += (int64_t)parts[at].iov_len;
  return length;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  return lacks_room(fd, offset + (int64_t)length) ? -1 : real(fd, data, length, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return lacks_room(fd, offset + (int64_t)length) ? -1 : real(fd, data, length, offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t);
  return lacks_room(fd, offset + length_of(parts, count)) ? -1 : real(fd, parts, count, offset);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  REAL(ssize_t, "pwritev64", int, const struct iovec *, int, off64_t);
  return lacks_room(fd, offset + length_of(parts, count)) ? -1 : real(fd, parts, count, offset);
}

ssize_t write(int fd, const void *data, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (page->isFull && lacks_room(fd, lseek(fd, 0, SEEK_CUR) + (int64_t)length)) return -1;
  return real(fd, data, length);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, "writev", int, const struct iovec *, int);
  if (page->isFull && lacks_room(fd, lseek(fd, 0, SEEK_CUR) + length_of(parts, count))) return -1;
  return real(fd, parts, count);
}

int ftruncate(int fd, off_t size) {
  REAL(int, "ftruncate", int, off_t);
  return lacks_room(fd, size) ? -1 : real(fd, size);
}

int ftruncate64(int fd, off64_t size) {
  REAL(int, "ftruncate64", int, off64_t);
  return lacks_room(fd, size) ? -1 : real(fd, size);
}

int posix_fallocate(int fd, off_t offset, off_t length) {
  REAL(int, "posix_fallocate", int, off_t, off_t);
  return lacks_room(fd, offset + length) ? ENOSPC : real(fd, offset, length);
}

// --- the wall clock

static void jump(struct timespec *now) {
  page->clockReads++;
  int64_t nanoseconds = now->tv_sec * INT64_C(1000000000) + now->tv_nsec + page->clockMs * INT64_C(1000000);
  now->tv_sec = (time_t)(nanoseconds / INT64_C(1000000000));
  now->tv_nsec = (long)(nanoseconds % INT64_C(1000000000));
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  REAL(int, "clock_gettime", clockid_t, struct timespec *);
  int failed = real(clock, now);
  if (!failed && page->clockMs && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) jump(now);
  return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  REAL(int, "gettimeofday", struct timeval *, void *);
  int failed = real(now, zone);
  if (failed || !page->clockMs) return failed;
  struct timespec fine = {now->tv_sec, now->tv_usec * 1000};
  jump(&fine);
  now->tv_sec = fine.tv_sec;
  now->tv_usec = fine.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  REAL(time_t, "time", time_t *);
  time_t now = real(NULL) + (time_t)(page->clockMs / 1000);
  if (result) *result = now;
  return now;
}
