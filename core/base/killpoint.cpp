// SPDX-License-Identifier: MIT
#include "core/base/killpoint.h"

#ifdef CAIRN_TEST_HOOKS

#include "core/base/fault_point.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <string>
#include <unistd.h>
#include <vector>

namespace cairn {

namespace {

struct Target
{
    std::string name;
    int occurrence = 1;
};

std::vector<Target> parseTargets(const char *text)
{
    std::vector<Target> targets;
    std::string rest = text ? text : "";
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        std::string item = rest.substr(0, comma);
        rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
        Target target;
        if (const std::size_t colon = item.find(':'); colon != std::string::npos) {
            target.occurrence = std::atoi(item.c_str() + colon + 1);
            item.resize(colon);
        }
        target.name = item;
        targets.push_back(target);
    }
    return targets;
}

void note(const char *name)
{
    static const char *const file =
        std::getenv("CAIRN_KILLPOINT_LOG"); // NOLINT(concurrency-mt-unsafe)
    if (!file)
        return;
    const int fd = ::open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    const std::string line = std::string(name) + "\n";
    std::ignore = ::write(fd, line.data(), line.size());
    ::close(fd);
}

Error failureAt(const char *name)
{
    return {ErrorCode::Io, QStringLiteral("kill point %1").arg(QLatin1String(name)), {}, {}};
}

} // namespace

Result<> passKillpoint(const char *name)
{
    static const std::vector<Target> targets =
        parseTargets(std::getenv("CAIRN_KILLPOINT")); // NOLINT(concurrency-mt-unsafe)
    static const char *const modeText =
        std::getenv("CAIRN_KILLPOINT_MODE"); // NOLINT(concurrency-mt-unsafe)
    static const std::string mode = modeText ? modeText : "kill";
    static std::mutex mutex;
    static std::map<std::string, int> passed;

    note(name);
    if (isToFail(FaultPoint::KillPoint, name))
        return fail(failureAt(name));
    if (targets.empty())
        return {};
    int count = 0;
    {
        std::scoped_lock lock(mutex);
        count = ++passed[name];
    }
    for (const Target &target : targets) {
        if (target.name != name || target.occurrence != count)
            continue;
        if (mode == "error")
            return fail(failureAt(name));
        if (mode == "abort")
            std::abort();
        if (mode == "hang") {
            while (true)
                ::pause();
        }
        ::raise(SIGKILL);
    }
    return {};
}

} // namespace cairn

#endif
