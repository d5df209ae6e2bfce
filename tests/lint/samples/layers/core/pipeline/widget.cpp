// SPDX-License-Identifier: MIT
#include "core/db/job_database.h"

#include <QtNetwork/QNetworkReply>
#include <QWidget>

#include "widget.moc"
