/*
 * Stands between a program and its disk, for one folder (DISK_FOLDER); everything else is left alone. To be loaded with LD_PRELOAD.
 *
 * Journal (DISK_JOURNAL, optional): every write, truncation, creation, removal, renaming and finished sync below the folder, in the order in which they
 * happened. From it whoever cuts the power knows what had reached the disk, and what was only on its way.
 * Orders (DISK_ORDERS, optional): four numbers of 32 bits. Three may change at any time: an errno for every sync, an errno for every write that makes a
 * file longer, and how many milliseconds every sync takes longer. In the fourth the syncs are counted.
 *
 * A record: kind, 1 byte; length of the path, 4; offset, 8; length of the data, 4; the path below the folder; the data. Numbers as the machine has them.
 * Kinds: w write at offset, t truncate to offset, c created, e emptied, u removed, r renamed to data, l also named data, s file synced, d folder synced.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { SYNC_ERROR, WRITE_ERROR, SYNC_DELAY, SYNCS, ORDERS };

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int journal = -1;
static volatile int32_t *orders;

__attribute__((constructor)) static void begin(void)
{
    const char *where = getenv("DISK_FOLDER"), *log = getenv("DISK_JOURNAL"), *control = getenv("DISK_ORDERS");
    if (where == NULL || realpath(where, folder) == NULL)
        return;
    folder_length = strlen(folder);
    if (log != NULL)
        journal = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (control != NULL) {
        int fd = (int)syscall(SYS_openat, AT_FDCWD, control, O_RDWR | O_CLOEXEC, 0);
        void *map = fd < 0 ? MAP_FAILED : mmap(NULL, ORDERS * sizeof(int32_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        orders = map == MAP_FAILED ? NULL : map;
    }
}

/* The part of a path below the folder; "" for the folder itself, NULL for anything else. */
static const char *below(const char *path)
{
    if (folder_length == 0 || strncmp(path, folder, folder_length) != 0)
        return NULL;
    return path[folder_length] == 0 ? "" : path[folder_length] == '/' ? path + folder_length + 1 : NULL;
}

static const char *below_fd(int fd, char *path)
{
    char link[64];
    if (folder_length == 0)
        return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0)
        return NULL;
    path[length] = 0;
    return below(path);
}

static void record(char kind, const char *path, int64_t offset, const void *data, uint32_t length)
{
    uint32_t name = (uint32_t)strlen(path);
    struct iovec parts[] = { { &kind, 1 }, { &name, 4 }, { &offset, 8 }, { &length, 4 }, { (void *)path, name }, { (void *)data, length } };
    if (journal >= 0)
        syscall(SYS_writev, journal, parts, 6);
}

static int32_t ordered(int which) { return orders == NULL ? 0 : orders[which]; }

static int refused(int fd, off64_t end)
{
    struct stat64 file;
    int32_t error = ordered(WRITE_ERROR);
    if (error == 0 || fstat64(fd, &file) != 0 || end <= file.st_size)
        return 0;
    errno = error;
    return 1;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset)
{
    char path[PATH_MAX];
    const char *name = below_fd(fd, path);
    if (name == NULL)
        return syscall(SYS_pwrite64, fd, data, length, offset);
    if (refused(fd, offset + (off64_t)length))
        return -1;
    pthread_mutex_lock(&order);
    record('w', name, offset, data, (uint32_t)length);
    ssize_t written = syscall(SYS_pwrite64, fd, data, length, offset);
    pthread_mutex_unlock(&order);
    return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length)
{
    char path[PATH_MAX];
    if (below_fd(fd, path) == NULL)
        return syscall(SYS_write, fd, data, length);
    off64_t offset = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
    ssize_t written = pwrite64(fd, data, length, offset);
    if (written > 0)
        lseek64(fd, offset + written, SEEK_SET);
    return written;
}

int ftruncate64(int fd, off64_t length)
{
    char path[PATH_MAX];
    const char *name = below_fd(fd, path);
    if (name == NULL)
        return (int)syscall(SYS_ftruncate, fd, length);
    if (refused(fd, length))
        return -1;
    pthread_mutex_lock(&order);
    record('t', name, length, "", 0);
    int result = (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_unlock(&order);
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int synced(int fd, long number)
{
    char path[PATH_MAX];
    struct stat64 file;
    const char *name = below_fd(fd, path);
    if (name == NULL)
        return (int)syscall(number, fd);
    int32_t delay = ordered(SYNC_DELAY), error = ordered(SYNC_ERROR);
    struct timespec pause = { delay / 1000, delay % 1000 * 1000000L };
    if (orders != NULL)
        __atomic_add_fetch(&orders[SYNCS], 1, __ATOMIC_RELAXED);
    if (delay > 0)
        nanosleep(&pause, NULL);
    if (error != 0) {
        errno = error;
        return -1;
    }
    pthread_mutex_lock(&order);
    int result = (int)syscall(number, fd);
    if (result == 0 && fstat64(fd, &file) == 0)
        record(S_ISDIR(file.st_mode) ? 'd' : 's', name, 0, "", 0);
    pthread_mutex_unlock(&order);
    return result;
}

int fsync(int fd) { return synced(fd, SYS_fsync); }

int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int opened(int at, const char *path, int flags, mode_t mode)
{
    struct stat64 file;
    const char *name = at == AT_FDCWD || path[0] == '/' ? below(path) : NULL;
    if (name == NULL || (flags & (O_CREAT | O_TRUNC)) == 0)
        return (int)syscall(SYS_openat, at, path, flags, mode);
    pthread_mutex_lock(&order);
    int is_there = stat64(path, &file) == 0;
    int fd = (int)syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && (!is_there || ((flags & O_TRUNC) && file.st_size > 0)))
        record(is_there ? 'e' : 'c', name, 0, "", 0);
    pthread_mutex_unlock(&order);
    return fd;
}

#define MODE(last) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, last); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }

int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }

int openat(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags, mode); }

int openat64(int at, const char *path, int flags, ...) { MODE(flags) return opened(at, path, flags | O_LARGEFILE, mode); }

int unlink(const char *path)
{
    const char *name = below(path);
    pthread_mutex_lock(&order);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (result == 0 && name != NULL)
        record('u', name, 0, "", 0);
    pthread_mutex_unlock(&order);
    return result;
}

static int named(const char *from, const char *to, char kind)
{
    const char *name = below(from), *new_name = below(to);
    pthread_mutex_lock(&order);
    int result = (int)(kind == 'r' ? syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0) : syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
    if (result == 0 && name != NULL && new_name != NULL)
        record(kind, name, 0, new_name, (uint32_t)strlen(new_name));
    pthread_mutex_unlock(&order);
    return result;
}

int rename(const char *from, const char *to) { return named(from, to, 'r'); }

int link(const char *from, const char *to) { return named(from, to, 'l'); }
