/* library.c: loading libraries at run time. */
#include <kontor/library.h>

#include <dlfcn.h>
#include <string.h>

kt_status kt_library_open(const char *const *names, const char *package, void **out,
                          kt_error *err)
{
    for (const char *const *name = names; *name; name++) {
        void *library = dlopen(*name, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (library) {
            *out = library;
            return KT_OK;
        }
    }
    return kt_fail(err, KT_ERR_MISSING, "%s cannot be loaded; install the package %s", names[0],
                   package);
}

void kt_library_close(void *library)
{
    if (library)
        dlclose(library);
}

kt_status kt_library_function(void *library, const char *name, void *function, kt_error *err)
{
    void *symbol = dlsym(library, name);
    _Static_assert(sizeof symbol == sizeof(void (*)(void)), "POSIX: pointers are alike");
    if (!symbol)
        return kt_fail(err, KT_ERR_MISSING, "the library has no function %s", name);
    /* ISO C has no conversion from an object pointer to a function pointer; the bits are the
     * same. */
    memcpy(function, &symbol, sizeof symbol);
    return KT_OK;
}
