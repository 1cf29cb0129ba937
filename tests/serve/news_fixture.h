/* news_fixture.h: a served store with items in every state. Headlines in English are our own,
 * so that they can be looked for; those that begin with "Secret" nobody may see. */
#ifndef NEWS_FIXTURE_H
#define NEWS_FIXTURE_H

#include "server_fixture.h"

static served it;
static kt_text answer;

static void make_item(const char *pair, const char *item, const char *headline)
{
    kt_text said = {0};
    const kt_given make[] = {{NULL, "make"}, {"pair", pair}};
    const kt_given edit[] = {
        {NULL, "edit"}, {NULL, item}, {"by", "Ann"}, {"lang", "en"}, {"headline", headline}};
    run_command("bulletin", make, 2, &said);
    run_command("bulletin", edit, 5, &said);
    kt_text_clear(&said);
}

static void publish(const char *item, const char *embargo)
{
    kt_text said = {0};
    const kt_given given[] = {
        {NULL, "publish"}, {NULL, item}, {"by", "Ben"}, {"embargo", embargo}};
    run_command("bulletin", given, embargo ? 4 : 3, &said);
    kt_text_clear(&said);
}

static void change(const char *action, const char *item, const char *headline,
                   const char *reason)
{
    kt_text said = {0};
    const kt_given given[] = {{NULL, action},     {NULL, item},   {"by", "Cay"},
                              {"reason", reason}, {"lang", "en"}, {"headline", headline}};
    run_command("bulletin", given, headline ? 6 : 5, &said);
    kt_text_clear(&said);
}

/* The same correction in another language, as the form of an editor makes it. */
static void change_too(const char *item, const char *language, const char *headline,
                       const char *reason)
{
    kt_text said = {0};
    const kt_given given[] = {{NULL, "correct"},  {NULL, item},       {"by", "Cay"},
                              {"reason", reason}, {"lang", language}, {"headline", headline}};
    moment--;
    run_command("bulletin", given, 6, &said);
    kt_text_clear(&said);
}

/* 1 published, 2 draft, 3 under embargo, 4 published and corrected, 5 withdrawn, 6 withdrawn
 * before anybody saw it. */
static int begin(void **state)
{
    const kt_serve_options options = usual();
    if (make_store(state))
        return -1;
    make_item("BLR,KAZ", "1", "Plain news & <more>");
    make_item("BLR,DEU", "2", "Secret draft");
    make_item("KAZ,DEU", "3", "Secret embargo");
    make_item("BLR,CIV", "4", "Wrong word");
    make_item("KAZ,CIV", "5", "Void news");
    make_item("DEU,CIV", "6", "Secret withdrawn");
    publish("1", NULL);
    publish("3", "2100-01-01T00:00");
    publish("4", NULL);
    publish("5", NULL);
    change("correct", "4", "Right word", "a <slip> of the pen");
    change_too("4", "de", "Richtiges Wort", "a <slip> of the pen");
    change_too("4", "ru", "Верное слово", "a <slip> of the pen");
    change("withdraw", "5", NULL, "newer data");
    change("withdraw", "6", NULL, "never mind");
    serve_begin(&it, &options);
    return 0;
}

static int end(void **state)
{
    serve_end(&it);
    serve_clear(&it);
    kt_text_clear(&answer);
    return remove_store(state);
}

static inline void check_status(const char *path, int wanted)
{
    const int status = get(&it, path, &answer);
    if (status != wanted)
        fail_msg("%s: %d, expected %d", path, status, wanted);
}

static inline void check_type(const char *wanted)
{
    char type[600];
    CHECK(header_of(&answer, "Content-Type", type));
    CHECK_TEXT(type, wanted);
}

#endif
