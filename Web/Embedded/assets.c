#include "WebAssets.h"

// bin/build-web writes the generated file; without it the binary serves the API alone.
#if __has_include("generated/assets.inc")
#include "generated/assets.inc"
#else
const roost_web_asset roost_web_assets[] = {{0, 0, 0}};
const size_t roost_web_asset_count = 0;
#endif

const roost_web_asset *roost_web_asset_at(size_t index) {
    return index < roost_web_asset_count ? &roost_web_assets[index] : NULL;
}
