// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace cairn {

// A value or the reason why there is none. No exception leaves a function of ours.
template<typename T = void>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> base) // NOLINT(google-explicit-constructor)
        : tl::expected<T, Error>(std::move(base))
    {
    }
};

[[nodiscard]] inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, QString message)
{
    return tl::unexpected<Error>(Error{code, std::move(message), {}, {}});
}
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, const char *id, QString message)
{
    return tl::unexpected<Error>(Error{code, std::move(message), QString::fromLatin1(id), {}});
}

} // namespace cairn

// Returns from the enclosing function when `expression` failed.
#define CAIRN_TRY(expression)                                                                      \
    do {                                                                                           \
        auto cairnTried = (expression);                                                            \
        if (!cairnTried)                                                                           \
            return ::cairn::fail(std::move(cairnTried).error());                                   \
    } while (false)

// Declares `name` as the value of `expression`, or returns its failure.
#define CAIRN_LET(name, expression)                                                                \
    auto name##Result = (expression);                                                              \
    if (!name##Result)                                                                             \
        return ::cairn::fail(std::move(name##Result).error());                                     \
    auto &name = *name##Result
