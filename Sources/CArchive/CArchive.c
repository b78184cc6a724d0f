#include "CArchive.h"
#include "CLazy.h"

static clazy_library library = {LAZY_FILE("libarchive", "libarchive.so.13", "libarchive13")};

const char *carchive_problem(void) { return clazy_load(&library); }

LAZY(mode_t, archive_entry_filetype, (struct archive_entry *entry), (entry))
LAZY(void, archive_entry_free, (struct archive_entry *entry), (entry))
LAZY(const char *, archive_entry_hardlink, (struct archive_entry *entry), (entry))
LAZY(time_t, archive_entry_mtime, (struct archive_entry *entry), (entry))
LAZY(struct archive_entry *, archive_entry_new, (void), ())
LAZY(const char *, archive_entry_pathname, (struct archive_entry *entry), (entry))
LAZY(mode_t, archive_entry_perm, (struct archive_entry *entry), (entry))
LAZY(void, archive_entry_set_filetype, (struct archive_entry *entry, unsigned int type), (entry, type))
LAZY(void, archive_entry_set_mtime, (struct archive_entry *entry, time_t seconds, long nanoseconds), (entry, seconds, nanoseconds))
LAZY(void, archive_entry_set_pathname, (struct archive_entry *entry, const char *name), (entry, name))
LAZY(void, archive_entry_set_perm, (struct archive_entry *entry, mode_t mode), (entry, mode))
LAZY(void, archive_entry_set_size, (struct archive_entry *entry, la_int64_t size), (entry, size))
LAZY(void, archive_entry_set_symlink, (struct archive_entry *entry, const char *target), (entry, target))
LAZY(la_int64_t, archive_entry_size, (struct archive_entry *entry), (entry))
LAZY(const char *, archive_entry_symlink, (struct archive_entry *entry), (entry))
LAZY(int, archive_errno, (struct archive *archive), (archive))
LAZY(const char *, archive_error_string, (struct archive *archive), (archive))
LAZY(la_ssize_t, archive_read_data, (struct archive *archive, void *bytes, size_t count), (archive, bytes, count))
LAZY(int, archive_read_free, (struct archive *archive), (archive))
LAZY(struct archive *, archive_read_new, (void), ())
LAZY(int, archive_read_next_header, (struct archive *archive, struct archive_entry **entry), (archive, entry))
LAZY(int, archive_read_open_filename,
  (struct archive *archive, const char *path, size_t block_size),
  (archive, path, block_size))
LAZY(int, archive_read_open_memory, (struct archive *archive, const void *bytes, size_t count), (archive, bytes, count))
LAZY(int, archive_read_support_filter_all, (struct archive *archive), (archive))
LAZY(int, archive_read_support_format_empty, (struct archive *archive), (archive))
LAZY(int, archive_read_support_format_tar, (struct archive *archive), (archive))
LAZY(int, archive_write_add_filter_bzip2, (struct archive *archive), (archive))
LAZY(int, archive_write_add_filter_gzip, (struct archive *archive), (archive))
LAZY(int, archive_write_add_filter_none, (struct archive *archive), (archive))
LAZY(int, archive_write_add_filter_xz, (struct archive *archive), (archive))
LAZY(int, archive_write_close, (struct archive *archive), (archive))
LAZY(la_ssize_t, archive_write_data, (struct archive *archive, const void *bytes, size_t count), (archive, bytes, count))
LAZY(int, archive_write_free, (struct archive *archive), (archive))
LAZY(int, archive_write_header, (struct archive *archive, struct archive_entry *entry), (archive, entry))
LAZY(struct archive *, archive_write_new, (void), ())
LAZY(int, archive_write_open_filename, (struct archive *archive, const char *path), (archive, path))
LAZY(int, archive_write_set_format_pax_restricted, (struct archive *archive), (archive))
