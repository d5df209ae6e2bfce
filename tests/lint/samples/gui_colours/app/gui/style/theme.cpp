// SPDX-License-Identifier: MIT
const QColor kWindow(0xF3F4F1);
