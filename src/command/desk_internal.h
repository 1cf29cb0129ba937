/* desk_internal.h: pages for editors: their frame, and what it shares. They use the markup of
 * the site's pages (page_internal.h) and have a frame of their own. */
#ifndef KONTOR_DESK_INTERNAL_H
#define KONTOR_DESK_INTERNAL_H

#include "page_internal.h"

#include <kontor/bulletin.h>

/* What stands before and behind the content. place: the address without its language, for the
 * language switch ("edit/item/3"). */
void kt_desk_begin(kt_page *page, const char *title, const char *place);
void kt_desk_end(kt_page *page);
/* A heading of level 1 or 2 with a phrase. */
void kt_desk_heading(kt_page *page, int level, const char *key);
/* What was done or went wrong, where the command was told so. */
void kt_desk_notice(kt_page *page);
/* <form method="post" action="/de/PLACE"> with the token that every form brings along; ended by
 * the caller. */
void kt_desk_form(kt_page *page, const char *place);
void kt_desk_button(kt_page *page, const char *name, const char *value, const char *key);
/* "2026-11-26 12:00"; a dash for 0. */
void kt_desk_moment(kt_page *page, int64_t seconds);
/* Previous and next page of a list of `shown` rows from --skip on. place: with its query, "&"
 * or "?" at the end. */
void kt_desk_turn(kt_page *page, const char *place, int64_t shown, int64_t most);

/* The head of a table that may be wider than the page, with the phrases of keys; the caller
 * ends it: "</tbody></table></div>". label: the phrase by which it is called. kt_desk_columns()
 * puts that as a heading above it, too. */
void kt_desk_table(kt_page *page, const char *label, const char *const *keys, int n);
void kt_desk_columns(kt_page *page, const char *title, const char *const *keys, int n);
/* "Belarus, Kasachstan" of codes joined by blanks. */
void kt_desk_countries(kt_page *page, const char *codes);
/* "edit.problem.reason" of "reason": why a step was refused, as the log keeps it; else NULL. */
const char *kt_desk_problem_key(const char *name);

/* The figures that an item rests on. */
void kt_desk_figures(kt_page *page, const kt_register *reg, int64_t id);
/* The entries of the log, newest first. */
void kt_desk_log(kt_page *page);
/* Checks of articles, with the form that publishes one; the one of --item. */
void kt_desk_reviews(kt_page *page, const kt_register *reg);
void kt_desk_review(kt_page *page, const kt_register *reg);
/* The item of --item with its forms, figures and history. */
void kt_desk_item(kt_page *page, const kt_register *reg, kt_voices *voices);

#endif
