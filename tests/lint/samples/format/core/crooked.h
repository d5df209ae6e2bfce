// SPDX-License-Identifier: MIT
#pragma once

int  twice(int value);
