//! Maximum-weight bipartite matching.
