/* Writes down what a process writes to SQLite's files and when it syncs them, in one log.

   Loaded with LD_PRELOAD into the web server; JOURNAL names the log. A line's head is
   "what number offset length\n", then the bytes: W written, T cut to that length, S synced. The
   log is opened to append and each record is written at once, so records never mix. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static int journal = -1;

/* 1: the database, 2: its write-ahead log, 0: anything else. */
static int kind_of(int fd)
{
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 12)
        return 0;
    path[length] = 0;
    if (!strcmp(path + length - 8, ".sqlite3"))
        return 1;
    return length > 12 && !strcmp(path + length - 12, ".sqlite3-wal") ? 2 : 0;
}

static void note(char what, int kind, long long offset, const void *bytes, size_t length)
{
    if (journal < 0)
        journal = open(getenv("JOURNAL"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char head[80];
    int size = snprintf(head, sizeof head, "%c %d %lld %zu\n", what, kind, offset, length);
    struct iovec parts[2] = {{head, size}, {(void *)bytes, length}};
    if (writev(journal, parts, length ? 2 : 1) < 0)
        abort();
}

static ssize_t written(const char *name, int fd, const void *bytes, size_t length, off_t offset)
{
    typedef ssize_t (*call)(int, const void *, size_t, off_t);
    call real = (call)dlsym(RTLD_NEXT, name);
    ssize_t done = real(fd, bytes, length, offset);
    int kind = done > 0 ? kind_of(fd) : 0;
    if (kind)
        note('W', kind, offset, bytes, done);
    return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
    return written("pwrite", fd, bytes, length, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset)
{
    return written("pwrite64", fd, bytes, length, offset);
}

static int cut(const char *name, int fd, off_t length)
{
    typedef int (*call)(int, off_t);
    call real = (call)dlsym(RTLD_NEXT, name);
    int done = real(fd, length), kind = kind_of(fd);
    if (!done && kind)
        note('T', kind, length, "", 0);
    return done;
}

int ftruncate(int fd, off_t length) { return cut("ftruncate", fd, length); }
int ftruncate64(int fd, off64_t length) { return cut("ftruncate64", fd, length); }

static int synced(const char *name, int fd)
{
    typedef int (*call)(int);
    call real = (call)dlsym(RTLD_NEXT, name);
    int done = real(fd), kind = kind_of(fd);
    if (!done && kind)
        note('S', kind, 0, "", 0);
    return done;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }
