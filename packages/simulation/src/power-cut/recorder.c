// Preloaded into the server: writes down, in the order in which they happen, what it writes to its database files and
// when a flush of them has ended. One lock around each call and its record makes that order the true one.
//
// A record is: operation (1 byte), which file (1: the database, 2: its write-ahead log), 0, 0, length of the data
// (4 bytes), offset or size (8 bytes), then the data. Numbers are little-endian.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, FLUSH = 3, REMOVE = 4 };
enum { NEITHER = 0, DATABASE = 1, LOG = 2, MOST_FILES = 65536 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned char files[MOST_FILES];
static int journal = -1;

static unsigned char file_of(const char *path) {
  const char *database = getenv("RECORD_DATABASE");
  size_t length = database ? strlen(database) : 0;
  if (length == 0 || strncmp(path, database, length) != 0) return NEITHER;
  if (path[length] == 0) return DATABASE;
  return strcmp(path + length, "-wal") == 0 ? LOG : NEITHER;
}

static unsigned char file_at(int fd) { return fd >= 0 && fd < MOST_FILES ? files[fd] : NEITHER; }

static void record(unsigned char operation, unsigned char file, uint64_t offset, const void *data, uint32_t length) {
  unsigned char head[16] = {operation, file, 0, 0};
  if (journal < 0) journal = open(getenv("RECORD_JOURNAL"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  memcpy(head + 4, &length, 4);
  memcpy(head + 8, &offset, 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)data, length}};
  // Without the record nothing that follows could be believed.
  if (writev(journal, parts, length > 0 ? 2 : 1) != (ssize_t)(sizeof head + length)) abort();
}

#define REAL(result, name, ...)                                   \
  static result (*real)(__VA_ARGS__);                             \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= MOST_FILES) return fd;
  files[fd] = file_of(path);
  if (files[fd] != NEITHER && (flags & O_TRUNC)) record(TRUNCATE, files[fd], 0, NULL, 0);
  return fd;
}

#define MODE(flags)                                               \
  mode_t mode = 0;                                                \
  if ((flags) & (O_CREAT | O_TMPFILE)) {                          \
    va_list more;                                                 \
    va_start(more, flags);                                        \
    mode = va_arg(more, mode_t);                                  \
    va_end(more);                                                 \
  }

int open(const char *path, int flags, ...) {
  REAL(int, "open", const char *, int, ...);
  MODE(flags)
  return opened(real(path, flags, mode), path, flags);
}

int open64(const char *path, int flags, ...) {
  REAL(int, "open64", const char *, int, ...);
  MODE(flags)
  return opened(real(path, flags, mode), path, flags);
}

int close(int fd) {
  REAL(int, "close", int);
  if (file_at(fd)) files[fd] = NEITHER;
  return real(fd);
}

static ssize_t written(ssize_t count, int fd, const void *data, uint64_t offset) {
  if (count > 0) record(WRITE, files[fd], offset, data, (uint32_t)count);
  return count;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
  if (!file_at(fd)) return real(fd, data, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t count = written(real(fd, data, length, offset), fd, data, (uint64_t)offset);
  pthread_mutex_unlock(&lock);
  return count;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  if (!file_at(fd)) return real(fd, data, length, offset);
  pthread_mutex_lock(&lock);
  ssize_t count = written(real(fd, data, length, offset), fd, data, (uint64_t)offset);
  pthread_mutex_unlock(&lock);
  return count;
}

ssize_t write(int fd, const void *data, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  if (!file_at(fd)) return real(fd, data, length);
  pthread_mutex_lock(&lock);
  uint64_t offset = (uint64_t)lseek(fd, 0, SEEK_CUR);
  ssize_t count = written(real(fd, data, length), fd, data, offset);
  pthread_mutex_unlock(&lock);
  return count;
}

#define ALTER(operation, value)                                   \
  do {                                                            \
    pthread_mutex_lock(&lock);                                    \
    int failed = real value;                                      \
    if (!failed) operation;                                       \
    pthread_mutex_unlock(&lock);                                  \
    return failed;                                                \
  } while (0)

int ftruncate(int fd, off_t size) {
  REAL(int, "ftruncate", int, off_t);
  if (!file_at(fd)) return real(fd, size);
  ALTER(record(TRUNCATE, files[fd], (uint64_t)size, NULL, 0), (fd, size));
}

int ftruncate64(int fd, off64_t size) {
  REAL(int, "ftruncate64", int, off64_t);
  if (!file_at(fd)) return real(fd, size);
  ALTER(record(TRUNCATE, files[fd], (uint64_t)size, NULL, 0), (fd, size));
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  if (!file_at(fd)) return real(fd);
  ALTER(record(FLUSH, files[fd], 0, NULL, 0), (fd));
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  if (!file_at(fd)) return real(fd);
  ALTER(record(FLUSH, files[fd], 0, NULL, 0), (fd));
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  unsigned char file = file_of(path);
  if (!file) return real(path);
  ALTER(record(REMOVE, file, 0, NULL, 0), (path));
}
