"""Reads and writes what Fællesviden nodes exchange: an independent twin of Sources/SyncProtocol.

Written from the documents in Protocol/ with nothing but the standard library, so that a reader can
check the documents against it line by line. It is slow on purpose and refuses what they refuse.
"""

from .batches import *  # noqa: F401,F403
from .branches import *  # noqa: F401,F403
from .bundles import *  # noqa: F401,F403
from .changes import *  # noqa: F401,F403
from .conventions import *  # noqa: F401,F403
from .limits import *  # noqa: F401,F403
from .messages import *  # noqa: F401,F403
from .pairing import *  # noqa: F401,F403
from .redactions import *  # noqa: F401,F403
from .replica import *  # noqa: F401,F403
from .signatures import *  # noqa: F401,F403
from .views import *  # noqa: F401,F403
