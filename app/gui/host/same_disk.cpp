// SPDX-License-Identifier: MIT
#include "app/gui/host/same_disk.h"

#include <filesystem>
#include <string>

#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace cairn::gui {

namespace {

// As the kernel calls it; of a device that is no block device, its number.
std::string diskOf(const FilePath &path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0)
        return {};
    const std::string number =
        std::to_string(major(info.st_dev)) + ':' + std::to_string(minor(info.st_dev));
    std::error_code missing;
    std::filesystem::path device = std::filesystem::canonical("/sys/dev/block/" + number, missing);
    if (missing)
        return number;
    if (std::filesystem::exists(device / "partition", missing))
        device = device.parent_path();
    return device.string();
}

} // namespace

bool isOnSameDisk(const FilePath &one, const FilePath &other)
{
    const std::string disk = diskOf(one);
    return !disk.empty() && disk == diskOf(other);
}

} // namespace cairn::gui
