/* kontor/product_group.h: products sorted into groups by a small table: a user's own groups, or
 * a correlation table to another classification (BEC, SITC, a later revision of the HS).
 *
 *     HS 2017,BEC,Relationship            code,group
 *     010121,41,n:1                       10,grain
 *     010130,111,n:n                      7208,metals
 *     010130,41,n:n                       72,metals
 *
 * The first row names the columns: the first is the classification that the codes are of ("HS
 * 2017", "HS17", "SITC3"), or "code" or "product" for codes of whatever revision a dataset has;
 * the second is what they belong to; more columns are passed over. A code stands for everything
 * below it, and the longest one that covers a product decides. A product with several groups at
 * that length belongs to none: a share of it would be a guess. */
#ifndef KONTOR_PRODUCT_GROUP_H
#define KONTOR_PRODUCT_GROUP_H

#include <kontor/error.h>
#include <kontor/flow.h>
#include <kontor/text.h>

#include <stdint.h>

KT_BEGIN_DECLS

/* Never changes once made. */
typedef struct kt_product_groups kt_product_groups;

/* Another name for a group, before it is seen whether a product has several. */
typedef struct kt_group_alias {
    const char *group, *name; /* name NULL: what is in the group is in none */
} kt_group_alias;

/* Is this the header of such a table? Both titles must say what they are: false for the layouts
 * of trade data. */
int kt_product_groups_is_header(kt_slice from, kt_slice to);

/* Parse a whole table. alias: NULL, or a list that ends with group NULL; groups that it does
 * not name keep their own name. *out is owned by the caller, freed with
 * kt_product_groups_free(), on failure not written. Errors: KT_ERR_FORMAT with the line: a
 * header of another kind, a code that is none, a row without a group; KT_ERR_LIMIT more than
 * 65,535 rows; KT_ERR_MISSING no rows; KT_ERR_MEMORY. */
KT_MUST_USE kt_status kt_product_groups_parse(kt_slice table, const kt_group_alias *alias,
                                              kt_product_groups **out, kt_error *err);
/* NULL is allowed. */
void kt_product_groups_free(kt_product_groups *groups);

/* Groups 0 to n - 1, in order of their names; codes of digits in order of the codes. */
int64_t kt_product_groups_count(const kt_product_groups *groups);
const char *kt_product_groups_name(const kt_product_groups *groups, int64_t group);
/* What the second column calls itself: "BEC", "group". */
const char *kt_product_groups_title(const kt_product_groups *groups);
/* Of the codes; NONE where the table is for any revision. */
kt_revision kt_product_groups_revision(const kt_product_groups *groups);

enum { KT_GROUP_NONE = -1, KT_GROUP_SEVERAL = -2 };
/* The group of a product, by its digits alone. */
int64_t kt_product_groups_find(const kt_product_groups *groups, kt_product product);

/* The end use of goods by BEC, Rev. 4: "raw", "intermediate", "capital", "consumer", for
 * kt_product_groups_parse(). Raw: primary goods (111, 21, 31); intermediate: processed goods,
 * parts and accessories (121, 22, 322, 42, 53); capital: 41, 521; consumer: 112, 122, 522, 61,
 * 62, 63. Motor spirit (321, and 32 where it is not parted), passenger cars (51) and goods not
 * elsewhere specified (7) serve several uses and are in none. Source: United Nations (2002),
 * Classification by Broad Economic Categories, Statistical Papers M/53/Rev.4. */
extern const kt_group_alias kt_group_end_use[];

KT_END_DECLS

#endif
