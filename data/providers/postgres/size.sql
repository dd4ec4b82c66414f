select pg_database_size(current_database()) as size_bytes
