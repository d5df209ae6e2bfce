// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <curl/curl.h>

namespace cairn {

// libcurl, loaded when the first report is sent: it brings thirty libraries with it, and their
// start would cost every command more than many a command does.
struct CurlLibrary
{
    decltype(&::curl_easy_init) init = nullptr;
    decltype(&::curl_easy_cleanup) cleanup = nullptr;
    decltype(&::curl_easy_setopt) setOption = nullptr;
    decltype(&::curl_easy_perform) perform = nullptr;
    decltype(&::curl_easy_getinfo) info = nullptr;
    decltype(&::curl_easy_strerror) errorText = nullptr;
    decltype(&::curl_slist_append) append = nullptr;
    decltype(&::curl_slist_free_all) freeAll = nullptr;

    // Stays loaded. Not thread-safe.
    [[nodiscard]] static Result<CurlLibrary> load();
};

} // namespace cairn
