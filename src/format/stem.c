/* stem.c: kontor/stem.h over libstemmer, whose four functions are asked for by name. */
#include <kontor/stem.h>

#include <kontor/library.h>
#include <kontor/memory.h>

#include <stdbool.h>
#include <string.h>

struct sb_stemmer;

struct kt_stemmer {
    void *library;
    struct sb_stemmer *of;
    const unsigned char *(*stem)(struct sb_stemmer *of, const unsigned char *word, int size);
    int (*length)(struct sb_stemmer *of);
    void (*free)(struct sb_stemmer *of);
};

static const char *algorithm_of(const char *language)
{
    static const char *const names[][2] = {
        {"de", "german"}, {"en", "english"}, {"ru", "russian"}};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        if (strcmp(language, names[n][0]) == 0)
            return names[n][1];
    return NULL;
}

kt_status kt_stemmer_new(const char *language, kt_stemmer **out, kt_error *err)
{
    static const char *const files[] = {"libstemmer.so.0d", "libstemmer.so.0", NULL};
    struct sb_stemmer *(*make)(const char *algorithm, const char *encoding) = NULL;
    kt_stemmer *stemmer = NULL;
    const char *algorithm = algorithm_of(language);

    if (!algorithm)
        return kt_fail(err, KT_ERR_MISSING, "no stems for language \"%s\"", language);
    KT_TRY(kt_new(&stemmer, 1, sizeof *stemmer, err));
    kt_status status = kt_library_open(files, "libstemmer0d", &stemmer->library, err);
    if (!status)
        status = kt_library_function(stemmer->library, "sb_stemmer_new", &make, err);
    if (!status)
        status = kt_library_function(stemmer->library, "sb_stemmer_stem", &stemmer->stem, err);
    if (!status)
        status =
            kt_library_function(stemmer->library, "sb_stemmer_length", &stemmer->length, err);
    if (!status)
        status =
            kt_library_function(stemmer->library, "sb_stemmer_delete", &stemmer->free, err);
    if (!status) {
        stemmer->of = make(algorithm, NULL);
        if (!stemmer->of)
            status =
                kt_fail(err, KT_ERR_MISSING, "libstemmer has no stems for \"%s\"", algorithm);
    }
    if (status) {
        kt_stemmer_free(stemmer);
        return status;
    }
    *out = stemmer;
    return KT_OK;
}

void kt_stemmer_free(kt_stemmer *stemmer)
{
    if (!stemmer)
        return;
    if (stemmer->of)
        stemmer->free(stemmer->of);
    kt_library_close(stemmer->library);
    kt_free(stemmer);
}

/* Letters and digits of ASCII, Latin and Cyrillic. */
static bool is_letter(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x400 && c <= 0x52F);
}

/* Lower case of what our languages have; the Russian yo is written as ye more often than not.
 */
static uint32_t folded(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x410 && c <= 0x42F))
        c += 0x20;
    else if (c >= 0x400 && c <= 0x40F)
        c += 0x50;
    return c == 0x451 ? 0x435 : c;
}

/* Only characters below U+0800 are letters here: one or two bytes. */
static kt_status put_character(kt_text *out, uint32_t c, kt_error *err)
{
    const char two[2] = {(char)(0xC0 | c >> 6), (char)(0x80 | (c & 0x3F))};
    const char one = (char)c;
    return c < 0x80 ? kt_text_append(out, &one, 1, err) : kt_text_append(out, two, 2, err);
}

/* The word at out->data + from becomes its stem. */
static void cut(const kt_stemmer *stemmer, kt_text *out, size_t from)
{
    const unsigned char *word = (const unsigned char *)out->data + from;
    const unsigned char *stem = stemmer->stem(stemmer->of, word, (int)(out->size - from));
    const int size = stem ? stemmer->length(stemmer->of) : 0;

    // A stem is never longer than its word in these languages; were it so, the word stays.
    if (size <= 0 || (size_t)size > out->size - from)
        return;
    memcpy(out->data + from, stem, (size_t)size);
    out->size = from + (size_t)size;
    out->data[out->size] = '\0';
}

kt_status kt_stem_words(const kt_stemmer *stemmer, kt_slice text, kt_text *out, kt_error *err)
{
    size_t at = 0, from = 0;
    bool inside = false;

    while (at < text.size || inside) {
        const uint32_t c = at < text.size ? kt_utf8_next(text.data, text.size, &at) : ' ';
        if (is_letter(c)) {
            if (!inside && out->size > 0)
                KT_TRY(kt_text_append(out, " ", 1, err));
            if (!inside)
                from = out->size;
            inside = true;
            KT_TRY(put_character(out, folded(c), err));
        } else if (inside) {
            cut(stemmer, out, from);
            inside = false;
        }
    }
    return KT_OK;
}
