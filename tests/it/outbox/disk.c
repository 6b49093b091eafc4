/* A disk that fails on demand, put between a process and the C library (LD_PRELOAD).
 *
 * TELLAL_DISK names a folder. Of the files in it:
 *  - writes that make them grow fail with ENOSPC once all of them together exceed the number in control/limit;
 *  - where control/delayed is there, not the writes fail but the fsync after them (delayed allocation);
 *  - where control/honest is there, that number is also what the file system says that it has room for;
 *  - fsync and fdatasync fail with EIO while control/broken is there;
 *  - what each fsync has made durable is kept in synced/, which is all that a loss of power leaves.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const char *disk(void) { return getenv("TELLAL_DISK"); }

/* The file's name, if it lies directly in the folder. */
static int name_of(int fd, char *name) {
    char link[64], path[PATH_MAX];
    const char *root = disk();
    if (!root) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    size_t prefix = strlen(root);
    if (length <= (ssize_t)prefix) return 0;
    path[length] = 0;
    if (strncmp(path, root, prefix) || path[prefix] != '/' || strchr(path + prefix + 1, '/')) return 0;
    strcpy(name, path + prefix + 1);
    return 1;
}

static int control(const char *what, char *text, size_t size) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/control/%s", disk(), what);
    int fd = open(path, O_RDONLY);
    if (fd < 0) return 0;
    ssize_t got = read(fd, text, size - 1);
    close(fd);
    text[got > 0 ? got : 0] = 0;
    return 1;
}

static long long used(void) {
    long long total = 0;
    DIR *folder = opendir(disk());
    if (!folder) return 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct stat file;
        if (!fstatat(dirfd(folder), entry->d_name, &file, 0) && S_ISREG(file.st_mode)) total += file.st_size;
    }
    closedir(folder);
    return total;
}

/* Whether the file may grow to this size. */
static int room(int fd, long long size) {
    char name[PATH_MAX], text[32];
    struct stat file;
    if (!name_of(fd, name) || fstat(fd, &file) || size <= file.st_size) return 1;
    if (control("delayed", text, sizeof text)) return 1;
    if (!control("limit", text, sizeof text)) return 1;
    return used() + size - file.st_size <= atoll(text);
}

static int keep(int fd) {
    char name[PATH_MAX], text[32], to[PATH_MAX], draft[PATH_MAX], block[65536];
    if (!name_of(fd, name)) return 0;
    if (control("broken", text, sizeof text)) { errno = EIO; return -1; }
    if (control("delayed", text, sizeof text) && control("limit", text, sizeof text) && used() > atoll(text)) {
        errno = ENOSPC;
        return -1;
    }
    snprintf(to, sizeof to, "%s/synced/%s", disk(), name);
    snprintf(draft, sizeof draft, "%s/synced/%s.%d", disk(), name, (int)gettid());
    int out = open(draft, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (out < 0) return 0;
    ssize_t got;
    for (off_t at = 0; (got = pread(fd, block, sizeof block, at)) > 0; at += got)
        if (write(out, block, got) != got) abort();
    close(out);
    rename(draft, to);
    return 0;
}

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(real))dlsym(RTLD_NEXT, #name)

int fsync(int fd) { REAL(fsync); return keep(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return keep(fd) ? -1 : real(fd); }

#define WRITES(name, offset_type) \
    ssize_t name(int fd, const void *from, size_t count, offset_type at) { \
        REAL(name); \
        if (!room(fd, (long long)at + count)) { errno = ENOSPC; return -1; } \
        return real(fd, from, count, at); \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

ssize_t write(int fd, const void *from, size_t count) {
    REAL(write);
    off_t at = lseek(fd, 0, SEEK_CUR);
    if (at >= 0 && !room(fd, (long long)at + count)) { errno = ENOSPC; return -1; }
    return real(fd, from, count);
}

#define TELLS(name) \
    int name(const char *path, struct name *into) { \
        char text[32]; \
        REAL(name); \
        int result = real(path, into); \
        const char *root = disk(); \
        if (!result && root && !strncmp(path, root, strlen(root)) && control("honest", text, sizeof text) \
            && control("limit", text, sizeof text)) { \
            long long left = atoll(text) - used(); \
            into->f_bavail = left > 0 ? left / into->f_frsize : 0; \
        } \
        return result; \
    }
TELLS(statvfs)
TELLS(statvfs64)
