/* fuzz_shapes.c: any bytes as a table of shapes. What is read lies on earth. */
#include <kontor/shapes.h>

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kt_shapes *shapes = NULL;
    if (kt_shapes_parse((kt_slice){(const char *)data, size}, &shapes, NULL) != KT_OK)
        return 0;
    for (int64_t n = 0; n < shapes->n_points; n++)
        if (!(fabs(shapes->point[n].x) < 2.71) || !(fabs(shapes->point[n].y) < 1.32))
            __builtin_trap();
    kt_shapes_free(shapes);
    return 0;
}
