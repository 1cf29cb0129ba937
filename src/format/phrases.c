/* phrases.c: lang/de.txt and its sisters: lines `key = pattern` to a sorted table.
 *
 * A key is letters, digits, '.', '_' and '-'. A pattern that is too long for a line goes on in
 * lines that begin with a blank; each goes on behind one blank. The entries are sorted, so that
 * a key that stands twice is found, and looked up in a table of open addresses. */
#include <kontor/locale.h>

#include <kontor/arena.h>
#include <kontor/digest.h>
#include <kontor/memory.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const char *key;
    kt_slice pattern;
    int64_t line;
} entry;

/* Its pattern, read when it is first asked for. */
typedef struct read_phrase {
    _Atomic(kt_message *) message;
} read_phrase;

struct kt_phrases {
    kt_arena arena; /* keys and patterns */
    entry *entries;
    int64_t n_entries, capacity;
    int32_t *slot; /* n_slots, a power of 2: position in entries + 1, or 0 where it is free */
    size_t n_slots;
    read_phrase *read; /* [n_entries] */
};

/* What is read line by line. */
typedef struct phrase_reader {
    kt_phrases *phrases;
    kt_slice key;
    kt_text pattern; /* of the key, as gathered so far */
    int64_t line;    /* under way */
    int64_t key_line;
} phrase_reader;

static bool is_key(kt_slice key)
{
    for (size_t p = 0; p < key.size; p++) {
        const char c = key.data[p];
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
            c != '.' && c != '_' && c != '-')
            return false;
    }
    return key.size > 0;
}

/* The gathered pattern is whole: keep it. */
static kt_status end_entry(phrase_reader *reader, kt_error *err)
{
    kt_phrases *phrases = reader->phrases;
    if (!reader->key.data)
        return KT_OK;
    if (phrases->n_entries == phrases->capacity) {
        const int64_t capacity = phrases->capacity ? 2 * phrases->capacity : 64;
        KT_TRY(kt_resize(&phrases->entries, capacity, sizeof *phrases->entries, err));
        phrases->capacity = capacity;
    }
    entry added = {.line = reader->key_line};
    KT_TRY(kt_arena_text(&phrases->arena, reader->key.data, reader->key.size, &added.key, err));
    KT_TRY(kt_arena_text(&phrases->arena, kt_text_get(&reader->pattern), reader->pattern.size,
                         &added.pattern.data, err));
    added.pattern.size = reader->pattern.size;
    phrases->entries[phrases->n_entries++] = added;
    reader->key.data = NULL;
    return KT_OK;
}

static kt_status take_line(phrase_reader *reader, kt_slice line, kt_error *err)
{
    const kt_slice content = kt_slice_trim(line);
    if (content.size == 0 || line.data[0] == '#')
        return KT_OK;
    if (line.data[0] == ' ' || line.data[0] == '\t') {
        if (!reader->key.data)
            return kt_fail_at(err, KT_ERR_FORMAT, reader->line, 1,
                              "a line that goes on, but no pattern before it");
        if (reader->pattern.size > 0)
            KT_TRY(kt_text_append(&reader->pattern, " ", 1, err));
        return kt_text_add_slice(&reader->pattern, content, err);
    }
    KT_TRY(end_entry(reader, err));
    kt_slice pattern = content;
    const kt_slice key = kt_slice_trim(kt_slice_cut(&pattern, '='));
    if (!pattern.data)
        return kt_fail_at(err, KT_ERR_FORMAT, reader->line, 1, "expected key = pattern");
    if (!is_key(key))
        return kt_fail_at(err, KT_ERR_FORMAT, reader->line, 1,
                          "key '%.*s', expected letters, digits, '.', '_' and '-'",
                          key.size < 40 ? (int)key.size : 40, key.data);
    reader->key = key;
    reader->key_line = reader->line;
    kt_text_reset(&reader->pattern);
    return kt_text_add_slice(&reader->pattern, kt_slice_trim(pattern), err);
}

static int compare_entries(const void *a, const void *b)
{
    const entry *left = a, *right = b;
    const int order = strcmp(left->key, right->key);
    return order ? order : (left->line > right->line) - (left->line < right->line);
}

static kt_status sort_entries(kt_phrases *phrases, kt_error *err)
{
    if (phrases->n_entries == 0)
        return KT_OK;
    qsort(phrases->entries, (size_t)phrases->n_entries, sizeof *phrases->entries,
          compare_entries);
    for (int64_t e = 1; e < phrases->n_entries; e++) {
        const entry *first = &phrases->entries[e - 1], *second = &phrases->entries[e];
        if (strcmp(first->key, second->key) == 0)
            return kt_fail_at(err, KT_ERR_FORMAT, second->line, 1,
                              "key '%.60s' stands in line %lld already", second->key,
                              (long long)first->line);
    }
    return KT_OK;
}

/* Where the key is, or would be. */
static size_t slot_of(const kt_phrases *phrases, const char *key)
{
    const size_t mask = phrases->n_slots - 1;
    size_t at = (size_t)kt_digest_block(key, strlen(key)) & mask;
    while (phrases->slot[at] && strcmp(phrases->entries[phrases->slot[at] - 1].key, key) != 0)
        at = (at + 1) & mask;
    return at;
}

static kt_status make_slots(kt_phrases *phrases, kt_error *err)
{
    KT_TRY(kt_new(&phrases->read, phrases->n_entries, sizeof *phrases->read, err));
    phrases->n_slots = 64;
    while (phrases->n_slots < 2 * (size_t)phrases->n_entries)
        phrases->n_slots *= 2;
    KT_TRY(kt_new(&phrases->slot, phrases->n_slots, sizeof *phrases->slot, err));
    for (int64_t e = 0; e < phrases->n_entries; e++)
        phrases->slot[slot_of(phrases, phrases->entries[e].key)] = (int32_t)(e + 1);
    return KT_OK;
}

kt_status kt_phrases_parse(kt_slice text, kt_phrases **out, kt_error *err)
{
    kt_status status = KT_OK;
    phrase_reader reader = {0};

    if (!kt_utf8_valid(text.data, text.size))
        return kt_fail(err, KT_ERR_FORMAT, "phrases are not UTF-8");
    KT_TRY(kt_new(&reader.phrases, 1, sizeof *reader.phrases, err));
    for (kt_slice rest = text; rest.data && !status;) {
        reader.line++;
        status = take_line(&reader, kt_slice_cut(&rest, '\n'), err);
    }
    if (!status)
        status = end_entry(&reader, err);
    if (!status)
        status = sort_entries(reader.phrases, err);
    if (!status)
        status = make_slots(reader.phrases, err);
    if (!status)
        *out = reader.phrases;
    else
        kt_phrases_free(reader.phrases);
    kt_text_clear(&reader.pattern);
    return status;
}

void kt_phrases_free(kt_phrases *phrases)
{
    if (!phrases)
        return;
    for (int64_t e = 0; phrases->read && e < phrases->n_entries; e++)
        kt_message_free(atomic_load_explicit(&phrases->read[e].message, memory_order_relaxed));
    kt_free(phrases->read);
    kt_free(phrases->slot);
    kt_free(phrases->entries);
    kt_arena_clear(&phrases->arena);
    kt_free(phrases);
}

kt_slice kt_phrase(const kt_phrases *phrases, const char *key)
{
    const int32_t at = phrases->slot[slot_of(phrases, key)];
    return at ? phrases->entries[at - 1].pattern : (kt_slice){NULL, 0};
}

kt_status kt_phrase_message(const kt_phrases *phrases, const char *key, kt_message **out,
                            kt_error *err)
{
    const int32_t at = phrases->slot[slot_of(phrases, key)];
    kt_message *known = NULL, *message;

    *out = NULL;
    if (!at)
        return KT_OK;
    _Atomic(kt_message *) *home = &phrases->read[at - 1].message;
    *out = atomic_load_explicit(home, memory_order_acquire);
    if (*out)
        return KT_OK;
    KT_TRY(kt_message_parse(phrases->entries[at - 1].pattern, &message, err));
    if (atomic_compare_exchange_strong_explicit(home, &known, message, memory_order_acq_rel,
                                                memory_order_acquire)) {
        *out = message;
        return KT_OK;
    }
    kt_message_free(message); // another thread was first
    *out = known;
    return KT_OK;
}

int64_t kt_phrases_count(const kt_phrases *phrases)
{
    return phrases->n_entries;
}

const char *kt_phrases_key(const kt_phrases *phrases, int64_t n)
{
    return phrases->entries[n].key;
}
