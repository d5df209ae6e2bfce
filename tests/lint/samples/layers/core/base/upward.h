// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/format/zip_reader.h"
