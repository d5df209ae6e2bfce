// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"

namespace cairn::test {

// A job with something in each of its fields.
inline JobConfig sampleJob()
{
    JobConfig job;
    job.id = "1a2b3c4d";
    job.name = QStringLiteral("Documents");
    job.group = QStringLiteral("At home");
    job.tag = JobTag::Orange;
    job.destination = "file:///media/blue/backup";
    job.drive = DriveRef{QStringLiteral("0a1b-2c3d"), QStringLiteral("Blue disk"),
                         1'000'000'000'000, FilePath("backup/\xff")};
    job.sources = {FilePath("/home/ada/Documents"), FilePath("/home/ada/\xfe bytes")};
    job.rules = {{true, "*/keep.iso"}, {false, "*.iso"}};
    job.skipSets = {SkipSet::Caches, SkipSet::VmImages};
    job.largestFile = std::int64_t{4} << 30;
    job.options = {{"dblock-size", "20mb"}, {"throttle-upload", "2mb"}};
    job.schedule = Schedule::daily(QDate(2026, 1, 5), 1'700'000'000);
    job.schedule.rule.times.emplace_back(7, 30);
    job.schedule.rule.weekdays = 0b1100000;
    job.schedule.rule.from = QTime(6, 0);
    job.schedule.rule.to = QTime(22, 0);
    job.schedule.leastBattery = 40;
    job.schedule.notOnMetered = true;
    job.unattended = true;
    job.createdAt = 1'700'000'000;
    job.sheetSaved = true;
    job.notWarned = {"/home/ada/Documents/locked", "/home/ada/Documents/odd \xff"};
    return job;
}

} // namespace cairn::test
