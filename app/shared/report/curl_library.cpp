// SPDX-License-Identifier: MIT
#include "app/shared/report/curl_library.h"

#include <dlfcn.h>
#include <type_traits>

namespace cairn {

using namespace Qt::StringLiterals;

Result<CurlLibrary> CurlLibrary::load()
{
    void *library = ::dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return fail(ErrorCode::Unsupported,
                    u"reports need the library libcurl, which is not installed"_s);
    CurlLibrary curl;
    bool isWhole = true;
    const auto find = [&](const char *name, auto &function) {
        function =
            reinterpret_cast<std::remove_reference_t<decltype(function)>>(::dlsym(library, name));
        isWhole = isWhole && function;
    };
    decltype(&::curl_global_init) begin = nullptr;
    find("curl_global_init", begin);
    find("curl_easy_init", curl.init);
    find("curl_easy_cleanup", curl.cleanup);
    find("curl_easy_setopt", curl.setOption);
    find("curl_easy_perform", curl.perform);
    find("curl_easy_getinfo", curl.info);
    find("curl_easy_strerror", curl.errorText);
    find("curl_slist_append", curl.append);
    find("curl_slist_free_all", curl.freeAll);
    if (!isWhole || begin(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return fail(ErrorCode::Unsupported, u"the library libcurl cannot be used"_s);
    return curl;
}

} // namespace cairn
