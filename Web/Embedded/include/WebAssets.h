#pragma once
#include <stddef.h>

/// One file of the built web app, compiled into the binary.
typedef struct {
    const char *path;
    const unsigned char *bytes;
    size_t count;
} roost_web_asset;

/// The files, ordered by path. Empty when the web app was not built.
extern const roost_web_asset roost_web_assets[];
extern const size_t roost_web_asset_count;

/// One of the files; Swift imports no arrays of unknown length.
const roost_web_asset *roost_web_asset_at(size_t index);
