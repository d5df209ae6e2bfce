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

#define CAIRN_JOIN_NAMES(a, b) a##b
#define CAIRN_UNIQUE_NAME(base, line) CAIRN_JOIN_NAMES(base, line)

// Returns from the enclosing function when `expression` failed. (The line in the name lets a lambda
// in the expression use it too.)
#define CAIRN_TRY(expression)                                                                      \
    do {                                                                                           \
        auto CAIRN_UNIQUE_NAME(cairnTried, __LINE__) = (expression);                               \
        if (!CAIRN_UNIQUE_NAME(cairnTried, __LINE__))                                              \
            return ::cairn::fail(std::move(CAIRN_UNIQUE_NAME(cairnTried, __LINE__)).error());      \
    } while (false)

// Declares `name` as the value of `expression`, or returns its failure.
#define CAIRN_LET(name, expression)                                                                \
    auto name##Result = (expression);                                                              \
    if (!name##Result)                                                                             \
        return ::cairn::fail(std::move(name##Result).error());                                     \
    auto &name = *name##Result
